package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Service level objectives: their list, each of them, and the events it counts. */
final class SloPages {
  private SloPages() {}

  static void mount(PageRouter routes) {
    routes.get("/slos", SloPages::list);
    routes.get("/slos/:name/events", SloPages::events);
    routes.get("/slos/*", SloPages::one);
  }

  private static Future<PageView> list(PageRequest request) {
    return request
        .get(Href.of("/api/v1/slos"))
        .map(
            reply ->
                PageView.of(
                    "Objectives",
                    "Objectives",
                    (out, none) -> JteSloListPageGenerated.render(out, none, reply)));
  }

  private static Future<PageView> events(PageRequest request) {
    String name = request.ctx().pathParam("name");
    Href current = request.withParams(Href.of("/slos/{}/events", name), List.of("outcome"));
    return PageView.ofList(
        request,
        "Events of " + name,
        "Objectives",
        current,
        100,
        JteSliEventsPageGenerated::render);
  }

  /** What was achieved, what is left of the budget, how fast it is spent. */
  private static Future<PageView> one(PageRequest request) {
    String name = request.pathAfter("/slos/");
    return request
        .get(Href.of("/api/v1/slos/{}", name))
        .map(
            reply -> {
              JsonObject slo = reply.json();
              String title = slo.getString("display_name", name);
              return PageView.of(
                  title,
                  "Objectives",
                  (out, none) -> JteSloPageGenerated.render(out, none, slo, title, request.now()));
            });
  }
}
