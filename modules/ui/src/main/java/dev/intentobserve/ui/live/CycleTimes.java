package dev.intentobserve.ui.live;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.MetricTile;
import dev.intentobserve.ui.component.MetricTotals;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.util.List;

/** How long work takes from one stage to another: the median of the latest cases. */
public final class CycleTimes {
  private static final List<String> CYCLES =
      List.of("signal_to_intent", "intent_to_spec", "spec_to_complete");

  private static final int SAMPLE_SIZE = 200;

  private CycleTimes() {}

  /** One tile for each cycle; a tile that fails leaves the others alone. */
  public static List<Future<Html>> load(PageRequest request) {
    return CYCLES.stream()
        .map(cycle -> LiveFragment.of(request.get(cases(cycle)), reply -> tile(cycle, reply)))
        .toList();
  }

  private static Href cases(String cycle) {
    return Href.of("/api/v1/metrics/{}/events", metric(cycle)).with("limit", SAMPLE_SIZE);
  }

  private static String metric(String cycle) {
    return "intent.cycle_time." + cycle;
  }

  private static Html tile(String cycle, ApiReply reply) {
    List<Double> seconds =
        reply.items().stream().map(item -> item.getNumber("value", 0).doubleValue()).toList();
    String p95 = TimeRenderer.durationOfSeconds(MetricTotals.quantile(seconds, 0.95));
    String latest = reply.nextCursor() == null ? "" : "latest ";
    MetricTile tile =
        new MetricTile(
            cycle.replace('_', ' '),
            TimeRenderer.durationOfSeconds(MetricTotals.quantile(seconds, 0.5)),
            seconds.isEmpty()
                ? "no data yet"
                : "median · p95 " + p95 + " · n = " + latest + seconds.size(),
            Href.metric(metric(cycle)));
    return Html.of((out, none) -> JteCycleTimeGenerated.render(out, none, tile));
  }
}
