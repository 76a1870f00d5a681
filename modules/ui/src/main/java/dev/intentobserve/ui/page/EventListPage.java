package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.EventBodyList;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Received events, newest first by default, optionally with their bodies. */
final class EventListPage {
  static final Href PAGE = Href.of("/events");
  private static final int MAX_ITEMS = 50;
  private static final List<String> FILTERS =
      List.of("type", "source", "entity", "trace", "since", "until", "q");

  private EventListPage() {}

  /**
   * How the list is shown.
   *
   * @param filtered the page with its filters only
   * @param order {@code asc} for oldest first; null for newest first
   * @param bodies any value to show bodies; null for none
   */
  record Options(Href filtered, @Nullable String order, @Nullable String bodies) {
    private static final String OLDEST_FIRST = "asc";

    static Options of(PageRequest request) {
      return new Options(
          request.withParams(PAGE, FILTERS), request.param("order"), request.param("bodies"));
    }

    Href current() {
      return filtered.with("order", order).with("bodies", bodies);
    }

    boolean hasBodies() {
      return bodies != null;
    }

    boolean oldestFirst() {
      return OLDEST_FIRST.equals(order);
    }

    Href withBodies(boolean shown) {
      return new Options(filtered, order, shown ? "yes" : null).current();
    }

    Href withOldestFirst(boolean oldest) {
      return new Options(filtered, oldest ? OLDEST_FIRST : null, bodies).current();
    }
  }

  static void mount(PageRouter routes) {
    routes.get("/events", EventListPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    Options options = Options.of(request);
    Href api =
        request.withParams(Href.of("/api/v1/events"), FILTERS).with("order", options.order());
    return request
        .getPage(api, options.hasBodies() ? EventBodyList.MAX_ITEMS : MAX_ITEMS)
        .compose(
            reply -> request.api().runOnWorkerIfLarge(reply, () -> view(request, options, reply)));
  }

  private static PageView view(PageRequest request, Options options, ApiReply reply) {
    Html bodies = options.hasBodies() ? EventBodyList.of(reply, request.now()) : Html.NONE;
    return PageView.of(
        "Events",
        "Events",
        (out, none) ->
            JteEventListPageGenerated.render(out, none, request, options, reply, bodies));
  }
}
