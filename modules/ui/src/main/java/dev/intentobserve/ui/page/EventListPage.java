package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.EventBodyList;
import dev.intentobserve.ui.component.EventList;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.PageComponents;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of the record: newest first unless asked otherwise, with their bodies if asked. */
public record EventListPage() {
  private static final Href PAGE_HREF = Href.of("/events");
  private static final int MAX_ITEMS = 50;
  private static final List<String> FILTERS =
      List.of("type", "source", "entity", "trace", "since", "until", "q");
  private static final String ORDER = "order";
  private static final String OLDEST_FIRST = "asc";
  private static final String BODIES = "bodies";
  private static final String WITH_BODIES = "yes";

  public void mount(PageRouter routes) {
    routes.get("/events", EventListPage::show);
  }

  private static Future<PageView> show(PageRequest pageRequest) {
    Href apiRequest =
        pageRequest
            .withParams(Href.of("/api/v1/events"), FILTERS)
            .with(ORDER, pageRequest.param(ORDER))
            .with("limit", pageRequest.param(BODIES) == null ? MAX_ITEMS : EventBodyList.MAX_ITEMS)
            .with("cursor", pageRequest.param("cursor"));
    return pageRequest
        .get(apiRequest)
        .compose(
            reply ->
                pageRequest
                    .api()
                    .runOnWorkerIfLarge(
                        reply, () -> PageView.of("Events", "Events", main(pageRequest, reply))));
  }

  /** All that was said about an entity as {@code kind:id}, from the first on, with bodies. */
  public static Href about(String entity) {
    return PAGE_HREF.with("entity", entity).with(ORDER, OLDEST_FIRST).with(BODIES, WITH_BODIES);
  }

  private static Href current(
      PageRequest pageRequest, @Nullable String order, @Nullable String bodies) {
    return pageRequest.withParams(PAGE_HREF, FILTERS).with(ORDER, order).with(BODIES, bodies);
  }

  private static Html main(PageRequest pageRequest, ApiReply reply) {
    Href current = current(pageRequest, pageRequest.param(ORDER), pageRequest.param(BODIES));
    return Html.of(
        """
        <h1>Events</h1>
        <p class="lead">The record, {} first: what was received, and what became of it.</p>
        {}{}{}{}""",
        oldestFirst(pageRequest) ? "oldest" : "newest",
        filters(pageRequest),
        alternatives(pageRequest),
        reply.items().isEmpty() ? noResults(pageRequest, reply) : events(pageRequest, reply),
        PageComponents.next(current, reply.nextCursor()));
  }

  private static boolean oldestFirst(PageRequest pageRequest) {
    return OLDEST_FIRST.equals(pageRequest.param(ORDER));
  }

  /** The same events otherwise. */
  private static Html alternatives(PageRequest pageRequest) {
    String order = pageRequest.param(ORDER);
    String bodies = pageRequest.param(BODIES);
    return Html.of(
        "<p class=\"ways\"><a href=\"{}\">{}</a> <a href=\"{}\">{}</a></p>",
        current(pageRequest, order, bodies == null ? WITH_BODIES : null),
        bodies == null ? "With their bodies" : "Without bodies",
        current(pageRequest, oldestFirst(pageRequest) ? null : OLDEST_FIRST, bodies),
        oldestFirst(pageRequest) ? "Newest first" : "Oldest first");
  }

  private static Html events(PageRequest pageRequest, ApiReply reply) {
    return pageRequest.param(BODIES) == null
        ? EventList.of(reply.items(), pageRequest.now())
        : EventBodyList.of(reply, pageRequest.now());
  }

  private static Html filters(PageRequest pageRequest) {
    return PageComponents.filters(
        PAGE_HREF,
        PageComponents.input("type", "Type", "signal.*", pageRequest.param("type")),
        PageComponents.input("source", "Source", "git-hook", pageRequest.param("source")),
        PageComponents.input("entity", "Entity", "signal:SIG-1", pageRequest.param("entity")),
        PageComponents.input("trace", "Trace", "INT-1", pageRequest.param("trace")),
        PageComponents.input("q", "Text", "a word", pageRequest.param("q")),
        PageComponents.input("since", "Since", "1d", pageRequest.param("since")),
        PageComponents.input("until", "Until", "1h", pageRequest.param("until")),
        PageComponents.hiddenInput(ORDER, pageRequest.param(ORDER)),
        PageComponents.hiddenInput(BODIES, pageRequest.param(BODIES)));
  }

  private static Html noResults(PageRequest pageRequest, ApiReply reply) {
    return PageComponents.noResults(
        PAGE_HREF,
        pageRequest.withParams(PAGE_HREF, FILTERS),
        reply,
        "event",
        () ->
            PageComponents.empty(
                pageRequest,
                "The record is empty. This sends a first event:",
                "{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-001\",\"title\":\"Try it\"}"));
  }
}
