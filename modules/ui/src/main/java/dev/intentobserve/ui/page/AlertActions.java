package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/** The forms of the alert pages; each leads back to the list of alerts. */
final class AlertActions {
  private AlertActions() {}

  static void mount(PageRouter routes) {
    routes.post("/alerts/test", AlertActions::test);
    routes.post("/alerts/silences/:id/end", AlertActions::endSilence);
    routes.post("/alerts/:id/silence", AlertActions::silence);
  }

  private static Future<PageView> test(PageRequest request) {
    return request
        .call(HttpMethod.POST, Href.of("/api/v1/alerts/test"))
        .map(AlertActions::redirectToList);
  }

  private static Future<PageView> endSilence(PageRequest request) {
    Href silence = Href.of("/api/v1/alerts/silences/{}", request.ctx().pathParam("id"));
    return request.call(HttpMethod.DELETE, silence).map(AlertActions::redirectToList);
  }

  /** Silences all alerts with this alert's rule and labels. */
  private static Future<PageView> silence(PageRequest request) {
    return request
        .get(Href.of("/api/v1/alerts/{}", request.ctx().pathParam("id")))
        .compose(
            reply -> {
              JsonObject labels = reply.json().getJsonObject("labels", new JsonObject());
              JsonObject body =
                  new JsonObject()
                      .put("matchers", labels.copy().put("rule", reply.json().getString("rule")))
                      .put("reason", request.form().text("reason"))
                      .put("duration", request.form().text("duration"));
              return request.call(
                  HttpMethod.POST, Href.of("/api/v1/alerts/silences"), body.toBuffer());
            })
        .map(AlertActions::redirectToList);
  }

  private static PageView redirectToList(ApiReply done) {
    throw new PageRouter.Redirect(AlertListPage.PAGE);
  }
}
