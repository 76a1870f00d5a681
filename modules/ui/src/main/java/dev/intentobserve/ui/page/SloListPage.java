package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;

/** All service level objectives, and objective files that are invalid. */
final class SloListPage {
  private SloListPage() {}

  static void mount(PageRouter routes) {
    routes.get("/slos", SloListPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    return request
        .get(Href.of("/api/v1/slos"))
        .map(
            reply ->
                PageView.of(
                    "Objectives",
                    "Objectives",
                    (out, none) -> JteSloListPageGenerated.render(out, none, reply)));
  }
}
