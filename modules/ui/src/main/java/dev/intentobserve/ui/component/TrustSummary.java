package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far active signals are trusted, and what they may do on their own; pure. */
public final class TrustSummary {
  private static final String TRUST = "intent.signals.trust_avg";

  private TrustSummary() {}

  /** What the levels follow from comes first. */
  public static Html of(ApiReply reply) {
    MetricTotals totals = new MetricTotals(reply);
    Double mean = totals.only(TRUST);
    MetricTile tile =
        new MetricTile(
            "Mean trust",
            mean == null ? "–" : String.format(Locale.ENGLISH, "%.2f", mean),
            mean == null
                ? "no active signal has a trust score"
                : "between 0 and 1, of those that have one",
            MetricTotals.href(TRUST));
    return Html.of(
        "<ul class=\"tiles\">{}</ul><h3>Autonomy levels they allow</h3>{}",
        tile.html(),
        levels(totals));
  }

  private static Html levels(MetricTotals totals) {
    Map<String, Double> found = totals.sumByLabel("intent.signals.by_level", "autonomy_level");
    double all = found.values().stream().mapToDouble(Double::doubleValue).sum();
    List<Html> rows = new ArrayList<>();
    for (String level : List.of("L0", "L1", "L2", "L3", "L4", "unscored")) {
      double some = found.getOrDefault(level, 0.0);
      String share = String.format(Locale.ROOT, "%.1f", all == 0 ? 0 : 100 * some / all);
      Href href = MetricTotals.href("intent.signals.by_level").with("label.autonomy_level", level);
      rows.add(
          Html.of(
              "<dt>{}</dt><dd><svg height=\"12\" aria-hidden=\"true\"><rect width=\"{}%\" height=\"12\"/></svg></dd>"
                  + "<dd class=\"number\"><a href=\"{}\">{}</a></dd>",
              level, share, href, MetricTotals.count(some)));
    }
    return Html.of("<dl class=\"share\">{}</dl>", rows);
  }
}
