package dev.intentobserve.ui.live;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;

/** The first few of what needs attention, each list with a link to all of its entries. */
public final class AttentionLists {
  private static final String SILENT = "EmitterSilent";
  private static final int MAX_ITEMS = 6;

  private AttentionLists() {}

  public static Future<Html> activeAlerts(PageRequest request) {
    Href alerts = Href.of("/api/v1/alerts").with("limit", 10);
    return alerts(request, alerts, "No active alerts.", Href.of("/alerts"));
  }

  public static Future<Html> silentSources(PageRequest request) {
    Href alerts =
        Href.of("/api/v1/alerts")
            .with("rule", SILENT)
            .with("state", "firing")
            .with("limit", MAX_ITEMS);
    return alerts(
        request,
        alerts,
        "All regular sources are reporting.",
        Href.of("/alerts").with("rule", SILENT));
  }

  private static Future<Html> alerts(PageRequest request, Href api, String none, Href all) {
    return LiveFragment.of(
        request.get(api),
        reply -> Html.of((out, no) -> JteAlertItemsGenerated.render(out, no, reply, none, all)));
  }

  public static Future<Html> stalledTraces(PageRequest request) {
    Href traces = Href.of("/api/v1/traces").with("stalled_for", "7d").with("limit", MAX_ITEMS);
    return LiveFragment.of(
        request.get(traces),
        reply -> Html.of((out, none) -> JteStalledTracesGenerated.render(out, none, reply)));
  }

  public static Future<Html> pendingApprovals(PageRequest request) {
    Href approvals =
        Href.of("/api/v1/entities")
            .with("kind", "approval")
            .with("state", "pending")
            .with("limit", MAX_ITEMS);
    return LiveFragment.of(
        request.get(approvals),
        reply ->
            Html.of(
                (out, none) ->
                    JtePendingApprovalsGenerated.render(out, none, reply, request.now())));
  }
}
