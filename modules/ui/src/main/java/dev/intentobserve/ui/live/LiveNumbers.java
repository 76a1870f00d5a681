package dev.intentobserve.ui.live;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.MetricTotals;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of the first page; each links to the events behind it. */
public final class LiveNumbers {
  private static final List<Count> COUNTS =
      List.of(
          new Count("Signals", "intent.signals.total", null, null, "total"),
          new Count("Intents", "intent.intents.active", null, null, "open now"),
          new Count("Specs", "intent.specs.total", null, null, "total"),
          new Count("Contracts passed", "intent.contracts.total", "result", "pass", "evaluations"),
          new Count("Contracts failed", "intent.contracts.total", "result", "fail", "evaluations"),
          new Count("Waiting", "intent.signals.awaiting_promotion", null, null, "signals waiting"),
          new Count("In flight", "intent.pipeline.depth", null, null, "in progress"));

  private static final String TRUST = "intent.signals.trust_avg";
  private static final String BY_LEVEL = "intent.signals.by_level";
  private static final String LEVEL_LABEL = "autonomy_level";
  private static final List<String> LEVELS = List.of("L0", "L1", "L2", "L3", "L4", "unscored");

  private static final List<String> CYCLES =
      List.of("signal_to_intent", "intent_to_spec", "spec_to_complete");
  private static final int CYCLE_SAMPLES = 200;

  private LiveNumbers() {}

  /** One number; {@code note} is its unit, or what it is computed from. */
  record Tile(String subject, String value, String note, Href href) {}

  /** The sum over the series whose label has the value; over all where the label is null. */
  private record Count(
      String subject, String metric, @Nullable String label, @Nullable String value, String note) {
    Tile tile(MetricTotals totals) {
      Href href = Href.metric(metric);
      return new Tile(
          subject,
          MetricTotals.count(totals.sum(metric, label, value)),
          note,
          label == null ? href : href.with("label." + label, value));
    }
  }

  public static Html counts(ApiReply metrics) {
    MetricTotals totals = new MetricTotals(metrics);
    List<Tile> tiles = COUNTS.stream().map(count -> count.tile(totals)).toList();
    return Html.of((out, none) -> JteMetricTilesGenerated.render(out, none, tiles));
  }

  record Level(String name, String percent, String count, Href href) {}

  /** How far active signals are trusted, and the autonomy levels that follow from it. */
  public static Html trust(ApiReply metrics) {
    MetricTotals totals = new MetricTotals(metrics);
    Tile mean = meanTrust(totals.singleValue(TRUST));
    Map<String, Double> counts = totals.sumByLabel(BY_LEVEL, LEVEL_LABEL);
    double all = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Level> levels =
        LEVELS.stream().map(name -> level(name, counts.getOrDefault(name, 0.0), all)).toList();
    return Html.of((out, none) -> JteTrustSummaryGenerated.render(out, none, mean, levels));
  }

  private static Tile meanTrust(@Nullable Double mean) {
    return new Tile(
        "Mean trust",
        mean == null ? "–" : String.format(Locale.ENGLISH, "%.2f", mean),
        mean == null
            ? "no active signal has a trust score"
            : "0 to 1, of active signals with a score",
        Href.metric(TRUST));
  }

  private static Level level(String name, double count, double all) {
    return new Level(
        name,
        String.format(Locale.ROOT, "%.1f", all == 0 ? 0 : 100 * count / all),
        MetricTotals.count(count),
        Href.metric(BY_LEVEL).with("label." + LEVEL_LABEL, name));
  }

  /**
   * How long work takes from one stage to another: the median of the latest cases. One tile for
   * each cycle; a tile that fails leaves the others alone.
   */
  public static List<Future<Html>> cycleTimes(PageRequest request) {
    return CYCLES.stream()
        .map(
            cycle -> {
              Href href = Href.metric("intent.cycle_time." + cycle);
              return LiveFragments.of(
                  request.get(href.inApi().with("limit", CYCLE_SAMPLES)),
                  reply -> cycleTime(cycle, href, reply));
            })
        .toList();
  }

  private static Html cycleTime(String cycle, Href href, ApiReply reply) {
    List<Double> seconds =
        reply.items().stream().map(item -> item.getNumber("value", 0).doubleValue()).toList();
    String p95 = TimeRenderer.durationOfSeconds(MetricTotals.quantile(seconds, 0.95));
    String latest = reply.nextCursor() == null ? "" : "latest ";
    Tile tile =
        new Tile(
            cycle.replace('_', ' '),
            TimeRenderer.durationOfSeconds(MetricTotals.quantile(seconds, 0.5)),
            seconds.isEmpty()
                ? "no data yet"
                : "median · p95 " + p95 + " · n = " + latest + seconds.size(),
            href);
    return Html.of((out, none) -> JteMetricTileGenerated.render(out, none, tile));
  }
}
