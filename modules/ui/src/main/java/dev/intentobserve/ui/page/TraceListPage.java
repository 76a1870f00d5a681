package dev.intentobserve.ui.page;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All intents with their state, age, and how long they have been without an event. */
final class TraceListPage {
  static final Href PAGE = Href.of("/traces");
  static final List<String> STAGES = List.of("notice", "spec", "execute", "observe");
  static final Collection<String> STATES = Lifecycle.states(EntityKind.INTENT);
  private static final List<String> FILTERS =
      List.of("q", "state", "stage", "stalled_for", "since", "until");

  private TraceListPage() {}

  static void mount(PageRouter routes) {
    routes.get("/traces", TraceListPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    Href current = request.withParams(PAGE, FILTERS);
    return request
        .getPage(request.withParams(Href.of("/api/v1/traces"), FILTERS), 50)
        .map(
            reply ->
                PageView.of(
                    "Traces",
                    "Traces",
                    (out, none) ->
                        JteTraceListPageGenerated.render(out, none, request, current, reply)));
  }

  static boolean isLong(@Nullable Number seconds) {
    return seconds != null && seconds.longValue() >= Duration.ofDays(7).toSeconds();
  }
}
