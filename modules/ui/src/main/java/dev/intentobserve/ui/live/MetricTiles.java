package dev.intentobserve.ui.live;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.MetricTile;
import dev.intentobserve.ui.component.MetricTotals;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers at the top of the first page. */
public final class MetricTiles {
  private MetricTiles() {}

  public static Html of(ApiReply metrics) {
    MetricTotals totals = new MetricTotals(metrics);
    List<MetricTile> tiles =
        List.of(
            sum(totals, "Signals", "intent.signals.total", "status", "captured", "total"),
            sum(totals, "Intents", "intent.intents.active", null, null, "open now"),
            sum(totals, "Specs", "intent.specs.total", "status", "draft", "total"),
            sum(
                totals,
                "Contracts passed",
                "intent.contracts.total",
                "result",
                "pass",
                "evaluations"),
            sum(
                totals,
                "Contracts failed",
                "intent.contracts.total",
                "result",
                "fail",
                "evaluations"),
            sum(totals, "Waiting", "intent.pipeline.depth", null, null, "signals waiting"),
            sum(totals, "In flight", "intent.pipeline.in_flight", null, null, "in progress"));
    return Html.of((out, none) -> JteMetricTilesGenerated.render(out, none, tiles));
  }

  private static MetricTile sum(
      MetricTotals totals,
      String subject,
      String metric,
      @Nullable String label,
      @Nullable String value,
      String note) {
    Href href = Href.metric(metric);
    return new MetricTile(
        subject,
        MetricTotals.count(totals.sum(metric, label, value)),
        note,
        label == null ? href : href.with("label." + label, value));
  }
}
