package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Alerts, silences and notifications, and the forms on these pages, which lead back to the list.
 */
final class AlertPages {
  static final Href LIST = Href.of("/alerts");
  private static final List<String> FILTERS = List.of("state", "severity", "rule", "label.slo");

  private AlertPages() {}

  static void mount(PageRouter routes) {
    routes.get("/alerts", AlertPages::list);
    routes.get("/alerts/deliveries", AlertPages::deliveries);
    routes.post("/alerts/test", AlertPages::test);
    routes.post("/alerts/silences/:id/end", AlertPages::endSilence);
    routes.post("/alerts/:id/silence", AlertPages::silence);
    routes.get("/alerts/:id", AlertPages::one);
  }

  private static Future<PageView> list(PageRequest request) {
    Href current = request.withParams(LIST, FILTERS);
    Future<ApiReply> alerts = request.getPage(current, 50);
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

  private static Future<PageView> deliveries(PageRequest request) {
    Href current = request.withParams(Href.of("/alerts/deliveries"), List.of("alert"));
    return PageView.ofList(
        request, "Notifications", "Alerts", current, 100, JteAlertDeliveriesPageGenerated::render);
  }

  private static Future<PageView> one(PageRequest request) {
    return request
        .get(alert(request))
        .map(
            reply ->
                PageView.of(
                    reply.json().getString("rule", "Alert"),
                    "Alerts",
                    (out, none) -> JteAlertPageGenerated.render(out, none, reply.json(), request)));
  }

  private static Href alert(PageRequest request) {
    return Href.of("/api/v1/alerts/{}", request.ctx().pathParam("id"));
  }

  private static Future<PageView> test(PageRequest request) {
    return request
        .call(HttpMethod.POST, Href.of("/api/v1/alerts/test"))
        .compose(done -> PageRouter.redirect(LIST));
  }

  /** Silences all alerts with this alert's rule and labels. */
  private static Future<PageView> silence(PageRequest request) {
    return request
        .get(alert(request))
        .compose(
            reply -> {
              JsonObject labels = reply.json().getJsonObject("labels", new JsonObject());
              JsonObject body =
                  new JsonObject()
                      .put("matchers", labels.copy().put("rule", reply.json().getString("rule")))
                      .put("reason", request.form().get("reason"))
                      .put("duration", request.form().get("duration"));
              return request.call(
                  HttpMethod.POST, Href.of("/api/v1/alerts/silences"), body.toBuffer());
            })
        .compose(done -> PageRouter.redirect(LIST));
  }

  private static Future<PageView> endSilence(PageRequest request) {
    Href silence = Href.of("/api/v1/alerts/silences/{}", request.ctx().pathParam("id"));
    return request.call(HttpMethod.DELETE, silence).compose(done -> PageRouter.redirect(LIST));
  }
}
