package dev.intentobserve.ui.live;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.MetricTotals;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Says that numbers will still change, while the service works off a large import. */
public final class ImportProgress {
  /** Up to this many events or traces, numbers are right within a moment. */
  private static final int THRESHOLD = 1_000;

  /** The service stops counting at this many traces. */
  private static final int MAX_COUNTED = 10_000;

  private ImportProgress() {}

  public static Future<Html> load(PageRequest request) {
    return request.get(Href.of("/health/ready")).map(ImportProgress::render).otherwise(Html.NONE);
  }

  private static Html render(ApiReply ready) {
    JsonObject none = new JsonObject();
    JsonObject trace = ready.json().getJsonObject("components", none).getJsonObject("trace", none);
    int events = trace.getInteger("events_behind", 0);
    int traces = trace.getInteger("traces_behind", 0);
    if (events <= THRESHOLD && traces <= THRESHOLD) {
      return Html.NONE;
    }
    List<String> left = new ArrayList<>();
    if (events > 0) {
      left.add(MetricTotals.count(events) + " events");
    }
    if (traces > 0) {
      String more = traces >= MAX_COUNTED ? "more than " : "";
      left.add(more + MetricTotals.count(traces) + " traces");
    }
    String text = String.join(" and ", left);
    return Html.of((out, no) -> JteImportProgressGenerated.render(out, no, text));
  }
}
