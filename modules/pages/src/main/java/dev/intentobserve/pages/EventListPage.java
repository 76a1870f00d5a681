package dev.intentobserve.pages;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of the record: newest first unless asked otherwise, with their bodies if asked. */
record EventListPage() {
  private static final Href HERE = Href.of("/events");
  private static final int MOST = 50;
  private static final List<String> FILTERS =
      List.of("type", "source", "entity", "trace", "since", "until", "q");
  private static final String ORDER = "order";
  private static final String OLDEST_FIRST = "asc";
  private static final String BODIES = "bodies";
  private static final String WITH_BODIES = "yes";

  void mount(PageRoutes routes) {
    routes.get("/events", EventListPage::show);
  }

  private static Future<View> show(Visit visit) {
    Href question =
        visit
            .passOn(Href.of("/api/v1/events"), FILTERS)
            .with(ORDER, visit.param(ORDER))
            .with("limit", visit.param(BODIES) == null ? MOST : EventBodies.MOST)
            .with("cursor", visit.param("cursor"));
    return visit
        .get(question)
        .compose(
            reply ->
                visit.api().aside(reply, () -> View.of("Events", "Events", main(visit, reply))));
  }

  /** All that was said about an entity as {@code kind:id}, from the first on, with bodies. */
  static Href about(String entity) {
    return HERE.with("entity", entity).with(ORDER, OLDEST_FIRST).with(BODIES, WITH_BODIES);
  }

  private static Href here(Visit visit, @Nullable String order, @Nullable String bodies) {
    return visit.passOn(HERE, FILTERS).with(ORDER, order).with(BODIES, bodies);
  }

  private static Html main(Visit visit, Reply reply) {
    Href here = here(visit, visit.param(ORDER), visit.param(BODIES));
    return Html.of(
        """
        <h1>Events</h1>
        <p class="lead">The record, {} first: what was received, and what became of it.</p>
        {}{}{}{}""",
        oldestFirst(visit) ? "oldest" : "newest",
        filters(visit),
        ways(visit),
        reply.items().isEmpty() ? nothing(visit, reply) : events(visit, reply),
        Parts.next(here, reply.nextCursor()));
  }

  private static boolean oldestFirst(Visit visit) {
    return OLDEST_FIRST.equals(visit.param(ORDER));
  }

  /** The same events otherwise. */
  private static Html ways(Visit visit) {
    String order = visit.param(ORDER);
    String bodies = visit.param(BODIES);
    return Html.of(
        "<p class=\"ways\"><a href=\"{}\">{}</a> <a href=\"{}\">{}</a></p>",
        here(visit, order, bodies == null ? WITH_BODIES : null),
        bodies == null ? "With their bodies" : "Without bodies",
        here(visit, oldestFirst(visit) ? null : OLDEST_FIRST, bodies),
        oldestFirst(visit) ? "Newest first" : "Oldest first");
  }

  private static Html events(Visit visit, Reply reply) {
    return visit.param(BODIES) == null
        ? EventLines.of(reply.items(), visit.now())
        : EventBodies.of(reply, visit.now());
  }

  private static Html filters(Visit visit) {
    return Parts.filters(
        HERE,
        Parts.input("type", "Type", "signal.*", visit.param("type")),
        Parts.input("source", "Source", "git-hook", visit.param("source")),
        Parts.input("entity", "Entity", "signal:SIG-1", visit.param("entity")),
        Parts.input("trace", "Trace", "INT-1", visit.param("trace")),
        Parts.input("q", "Text", "a word", visit.param("q")),
        Parts.input("since", "Since", "1d", visit.param("since")),
        Parts.input("until", "Until", "1h", visit.param("until")),
        Parts.kept(ORDER, visit.param(ORDER)),
        Parts.kept(BODIES, visit.param(BODIES)));
  }

  private static Html nothing(Visit visit, Reply reply) {
    return Parts.nothing(
        HERE,
        visit.passOn(HERE, FILTERS),
        reply,
        "event",
        () ->
            Parts.empty(
                visit,
                "The record is empty. This sends a first event:",
                "{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-001\",\"title\":\"Try it\"}"));
  }
}
