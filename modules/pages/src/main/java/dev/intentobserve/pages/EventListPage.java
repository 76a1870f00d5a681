package dev.intentobserve.pages;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Events of the record, newest first. */
record EventListPage() {
  private static final Href HERE = Href.of("/events");
  private static final List<String> PARAMETERS =
      List.of("type", "source", "entity", "trace", "since", "until", "q");

  void mount(PageRoutes routes) {
    routes.get("/events", EventListPage::show);
  }

  private static Future<View> show(Visit visit) {
    Href here = visit.passOn(HERE, PARAMETERS);
    Href question =
        visit
            .passOn(Href.of("/api/v1/events"), PARAMETERS)
            .with("limit", 50)
            .with("cursor", visit.param("cursor"));
    return visit
        .get(question)
        .compose(
            reply ->
                visit
                    .api()
                    .aside(reply, () -> View.of("Events", "Events", main(visit, here, reply))));
  }

  private static Html main(Visit visit, Href here, Reply reply) {
    List<JsonObject> events = reply.items();
    return Html.of(
        """
        <h1>Events</h1>
        <p class="lead">The record, newest first: what was received, and what became of it.</p>
        {}{}{}""",
        filters(visit),
        events.isEmpty() ? nothing(visit, here, reply) : EventLines.of(events, visit.now()),
        Parts.next(here, reply.nextCursor()));
  }

  static Html filters(Visit visit) {
    return Parts.filters(
        HERE,
        Parts.input("type", "Type", "signal.*", visit.param("type")),
        Parts.input("source", "Source", "git-hook", visit.param("source")),
        Parts.input("entity", "Entity", "signal:SIG-1", visit.param("entity")),
        Parts.input("trace", "Trace", "INT-1", visit.param("trace")),
        Parts.input("q", "Text", "a word", visit.param("q")),
        Parts.input("since", "Since", "1d", visit.param("since")),
        Parts.input("until", "Until", "1h", visit.param("until")));
  }

  private static Html nothing(Visit visit, Href here, Reply reply) {
    return Parts.nothing(
        HERE,
        here,
        reply,
        "event",
        () ->
            Parts.empty(
                visit,
                "The record is empty. This sends a first event:",
                "{\"event_type\":\"signal.created\",\"signal_id\":\"SIG-001\",\"title\":\"Try it\"}"));
  }
}
