package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;

/** One alert. */
final class AlertPage {
  private AlertPage() {}

  static void mount(PageRouter routes) {
    routes.get("/alerts/:id", AlertPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    return request
        .get(Href.of("/api/v1/alerts/{}", request.ctx().pathParam("id")))
        .map(reply -> view(request, reply));
  }

  private static PageView view(PageRequest request, ApiReply reply) {
    return PageView.of(
        reply.json().getString("rule", "Alert"),
        "Alerts",
        (out, none) -> JteAlertPageGenerated.render(out, none, reply.json(), request));
  }
}
