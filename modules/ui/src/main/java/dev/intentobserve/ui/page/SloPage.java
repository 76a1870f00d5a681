package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** One objective: what was achieved, what is left of its budget, how fast it is spent. */
final class SloPage {
  private static final String PREFIX = "/slos/";

  private SloPage() {}

  static void mount(PageRouter routes) {
    routes.get("/slos/*", SloPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    String name = request.pathAfter(PREFIX);
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
