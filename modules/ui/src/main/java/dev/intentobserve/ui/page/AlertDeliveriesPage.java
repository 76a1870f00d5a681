package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.util.List;

/** Which notifications were sent, and whether they arrived. */
final class AlertDeliveriesPage {
  private static final List<String> FILTERS = List.of("alert");

  private AlertDeliveriesPage() {}

  static void mount(PageRouter routes) {
    routes.get("/alerts/deliveries", AlertDeliveriesPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    Href current = request.withParams(Href.of("/alerts/deliveries"), FILTERS);
    Href api = request.withParams(Href.of("/api/v1/alerts/deliveries"), FILTERS);
    return request
        .getPage(api, 100)
        .map(
            reply ->
                PageView.of(
                    "Notifications",
                    "Alerts",
                    (out, none) ->
                        JteAlertDeliveriesPageGenerated.render(
                            out, none, current, reply, request.now())));
  }
}
