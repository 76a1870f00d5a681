package dev.intentobserve.ui.live;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.MetricTotals;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of the first page. Each fails alone, unless the viewer may see nothing of the page. */
public final class LiveFragments {
  private static final String SILENT = "EmitterSilent";
  private static final int MAX_ITEMS = 6;

  /** Up to this many events or traces, numbers are right within a moment. */
  private static final int IMPORT_THRESHOLD = 1_000;

  /** The service stops counting at this many traces. */
  private static final int MAX_COUNTED = 10_000;

  private LiveFragments() {}

  private interface ReplyTemplate {
    void render(
        HtmlTemplateOutput out,
        @Nullable HtmlInterceptor none,
        PageRequest request,
        ApiReply reply);
  }

  /** What {@code render} makes of the reply, or why there is none. */
  public static Future<Html> of(Future<ApiReply> reply, Function<ApiReply, Html> render) {
    return reply
        .map(render)
        .recover(
            error ->
                error instanceof ApiFault fault && !fault.isDenial()
                    ? Future.succeededFuture(
                        Html.of((out, none) -> JteUnavailableGenerated.render(out, none, fault)))
                    : Future.failedFuture(error));
  }

  private static Future<Html> of(PageRequest request, Href api, ReplyTemplate template) {
    return of(
        request.get(api),
        reply -> Html.of((out, none) -> template.render(out, none, request, reply)));
  }

  /** The latest events; the script adds later ones as they come. */
  public static Future<Html> events(PageRequest request) {
    Href latest = Href.of("/api/v1/events").with("limit", 50);
    return of(
        request,
        request.withParams(latest, List.of("type", "source", "entity")),
        JteEventStreamGenerated::render);
  }

  public static Future<Html> activeAlerts(PageRequest request) {
    Href alerts = Href.of("/api/v1/alerts").with("limit", 10);
    return alerts(request, alerts, "No active alerts.", Href.of("/alerts"));
  }

  public static Future<Html> silentSources(PageRequest request) {
    Href all = Href.of("/alerts").with("rule", SILENT);
    Href firing = all.inApi().with("state", "firing").with("limit", MAX_ITEMS);
    return alerts(request, firing, "All regular sources are reporting.", all);
  }

  private static Future<Html> alerts(PageRequest request, Href api, String nothing, Href all) {
    return of(
        request.get(api),
        reply ->
            Html.of((out, none) -> JteAlertItemsGenerated.render(out, none, reply, nothing, all)));
  }

  public static Future<Html> stalledTraces(PageRequest request) {
    Href traces = Href.of("/api/v1/traces").with("stalled_for", "7d").with("limit", MAX_ITEMS);
    return of(request, traces, JteStalledTracesGenerated::render);
  }

  public static Future<Html> pendingApprovals(PageRequest request) {
    Href approvals =
        Href.of("/api/v1/entities")
            .with("kind", "approval")
            .with("state", "pending")
            .with("limit", MAX_ITEMS);
    return of(request, approvals, JtePendingApprovalsGenerated::render);
  }

  /** Says that numbers will still change, while the service works off a large import. */
  public static Future<Html> importProgress(PageRequest request) {
    return request
        .get(Href.of("/health/ready"))
        .map(LiveFragments::importProgress)
        .otherwise(Html.NONE);
  }

  private static Html importProgress(ApiReply ready) {
    JsonObject none = new JsonObject();
    JsonObject trace = ready.json().getJsonObject("components", none).getJsonObject("trace", none);
    int events = trace.getInteger("events_behind", 0);
    int traces = trace.getInteger("traces_behind", 0);
    if (events <= IMPORT_THRESHOLD && traces <= IMPORT_THRESHOLD) {
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
