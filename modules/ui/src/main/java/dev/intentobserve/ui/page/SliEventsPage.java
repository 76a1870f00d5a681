package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.util.List;

/** The good and bad events that an objective counts. */
final class SliEventsPage {
  private static final List<String> FILTERS = List.of("outcome");

  private SliEventsPage() {}

  static void mount(PageRouter routes) {
    routes.get("/slos/:name/events", SliEventsPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    String name = request.ctx().pathParam("name");
    Href current = request.withParams(Href.of("/slos/{}/events", name), FILTERS);
    Href api = request.withParams(Href.of("/api/v1/slos/{}/events", name), FILTERS);
    return request
        .getPage(api, 100)
        .map(
            reply ->
                PageView.of(
                    "Events of " + name,
                    "Objectives",
                    (out, none) ->
                        JteSliEventsPageGenerated.render(
                            out, none, name, current, reply, request.now())));
  }
}
