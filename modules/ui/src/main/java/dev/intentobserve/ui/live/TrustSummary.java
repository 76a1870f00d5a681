package dev.intentobserve.ui.live;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.MetricTile;
import dev.intentobserve.ui.component.MetricTotals;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far active signals are trusted, and the autonomy levels that follow from it; pure. */
public final class TrustSummary {
  private static final String TRUST = "intent.signals.trust_avg";
  private static final String BY_LEVEL = "intent.signals.by_level";
  private static final String LABEL = "autonomy_level";
  private static final List<String> LEVELS = List.of("L0", "L1", "L2", "L3", "L4", "unscored");

  record Level(String name, String percent, String count, Href href) {}

  private TrustSummary() {}

  public static Html of(ApiReply metrics) {
    MetricTotals totals = new MetricTotals(metrics);
    MetricTile mean = mean(totals.singleValue(TRUST));
    Map<String, Double> counts = totals.sumByLabel(BY_LEVEL, LABEL);
    double all = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Level> levels =
        LEVELS.stream().map(name -> level(name, counts.getOrDefault(name, 0.0), all)).toList();
    return Html.of((out, none) -> JteTrustSummaryGenerated.render(out, none, mean, levels));
  }

  private static MetricTile mean(@Nullable Double mean) {
    Href href = Href.metric(TRUST);
    return mean == null
        ? new MetricTile("Mean trust", "–", "no active signal has a trust score", href)
        : new MetricTile(
            "Mean trust",
            String.format(Locale.ENGLISH, "%.2f", mean),
            "0 to 1, of active signals with a score",
            href);
  }

  private static Level level(String name, double count, double all) {
    return new Level(
        name,
        String.format(Locale.ROOT, "%.1f", all == 0 ? 0 : 100 * count / all),
        MetricTotals.count(count),
        Href.metric(BY_LEVEL).with("label." + LABEL, name));
  }
}
