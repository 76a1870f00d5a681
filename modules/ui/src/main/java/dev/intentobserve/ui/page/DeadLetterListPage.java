package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.util.List;

/** Rejected events. */
final class DeadLetterListPage {
  static final Href PAGE = Href.of("/dead-letters");
  static final List<String> STATUSES = List.of("open", "replayed", "discarded", "all");
  private static final List<String> FILTERS = List.of("reason", "receiver", "status");

  private DeadLetterListPage() {}

  static void mount(PageRouter routes) {
    routes.get("/dead-letters", DeadLetterListPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    Href current = request.withParams(PAGE, FILTERS);
    return request
        .getPage(request.withParams(Href.of("/api/v1/dead-letters"), FILTERS), 50)
        .map(
            reply ->
                PageView.of(
                    "Dead letters",
                    "Dead letters",
                    (out, none) ->
                        JteDeadLetterListPageGenerated.render(out, none, request, current, reply)));
  }
}
