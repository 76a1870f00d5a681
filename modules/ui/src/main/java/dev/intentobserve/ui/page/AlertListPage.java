package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.util.List;

/** Alerts, silences and the latest notifications. */
final class AlertListPage {
  static final Href PAGE = Href.of("/alerts");
  static final List<String> STATES = List.of("pending", "firing", "resolved");
  static final List<String> SEVERITIES = List.of("info", "warning", "critical");
  private static final List<String> FILTERS = List.of("state", "severity", "rule", "label.slo");

  private AlertListPage() {}

  static void mount(PageRouter routes) {
    routes.get("/alerts", AlertListPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    Href current = request.withParams(PAGE, FILTERS);
    Future<ApiReply> alerts =
        request.getPage(request.withParams(Href.of("/api/v1/alerts"), FILTERS), 50);
    Future<ApiReply> silences = request.get(Href.of("/api/v1/alerts/silences"));
    Future<ApiReply> deliveries =
        request.get(Href.of("/api/v1/alerts/deliveries").with("limit", 10));
    return Future.all(alerts, silences, deliveries)
        .map(
            all ->
                PageView.of(
                    "Alerts",
                    "Alerts",
                    (out, none) ->
                        JteAlertListPageGenerated.render(
                            out,
                            none,
                            request,
                            current,
                            alerts.result(),
                            silences.result(),
                            deliveries.result())));
  }
}
