package dev.intentobserve.pages;

import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Lifecycle;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which intents there are, how old, and which wait for somebody. */
record TraceListPage() {
  private static final Href HERE = Href.of("/traces");
  private static final List<String> STAGES = List.of("notice", "spec", "execute", "observe");
  private static final List<String> PARAMETERS =
      List.of("q", "state", "stage", "stalled_for", "since", "until");

  void mount(PageRoutes routes) {
    routes.get("/traces", TraceListPage::show);
  }

  private static Future<View> show(Visit visit) {
    Href here = visit.passOn(HERE, PARAMETERS);
    Href question =
        visit
            .passOn(Href.of("/api/v1/traces"), PARAMETERS)
            .with("limit", 50)
            .with("cursor", visit.param("cursor"));
    return visit.get(question).map(reply -> View.of("Traces", "Traces", main(visit, here, reply)));
  }

  private static Html main(Visit visit, Href here, Reply reply) {
    List<JsonObject> traces = reply.items();
    return Html.of(
        """
        <h1>Traces</h1>
        <p class="lead">An intent is a trace: from the signals before it to what was seen after it.</p>
        {}{}{}{}""",
        filters(visit),
        inEvents(visit.param("q")),
        traces.isEmpty() ? nothing(visit, here, reply) : table(traces, visit.now()),
        Parts.next(here, reply.nextCursor()));
  }

  private static Html filters(Visit visit) {
    return Parts.filters(
        HERE,
        Parts.input("q", "Title", "a word", visit.param("q")),
        Parts.select("state", "State", Lifecycle.states(Kind.INTENT), visit.param("state")),
        Parts.select("stage", "Stage", STAGES, visit.param("stage")),
        Parts.input("stalled_for", "Stalled for", "7d", visit.param("stalled_for")),
        Parts.input("since", "Since", "30d", visit.param("since")),
        Parts.input("until", "Until", "1d", visit.param("until")));
  }

  /** A title is only one place where a word may stand. */
  private static Html inEvents(@Nullable String word) {
    return word == null
        ? Html.NONE
        : Html.of(
            "<p class=\"quiet\">Intents with this in their title or id. <a href=\"{}\">Events that hold it</a></p>",
            Href.of("/events").with("q", word));
  }

  private static Html nothing(Visit visit, Href here, Reply reply) {
    return Parts.nothing(
        HERE,
        here,
        reply,
        "intent",
        () ->
            Parts.empty(
                visit,
                "No intent yet. The first one is proposed by this event:",
                "{\"event_type\":\"intent.proposed\",\"intent_id\":\"INT-001\",\"title\":\"Try it\"}"));
  }

  private static Html table(List<JsonObject> traces, Instant now) {
    return Html.of(
        """
        <table class="list">
        <thead><tr><th scope="col">Intent</th><th scope="col">State</th><th scope="col" class="wide">Stage</th>
        <th scope="col">Age</th><th scope="col">Stalled for</th><th scope="col" class="number wide">Spans</th>
        <th scope="col" class="wide">Begun</th></tr></thead>
        <tbody>{}</tbody></table>""",
        traces.stream().map(trace -> row(trace, now)).toList());
  }

  private static Html row(JsonObject trace, Instant now) {
    JsonObject root = trace.getJsonObject("root");
    Href href = Href.trace(trace.getString("trace_id"));
    Number stalled = trace.getNumber("stalled_for_seconds");
    String title = trace.getString("title");
    return Html.of(
        """
        <tr><td><a class="title" href="{}">{}</a><span class="id">{}</span></td>
        <td>{}</td><td class="wide">{}</td><td>{}</td><td>{}</td><td class="number wide">{}</td>
        <td class="wide">{}</td></tr>
        """,
        href,
        Html.brief(title == null ? root.getString("id") : title),
        Html.brief(root.getString("id")),
        Parts.state(trace.getString("state")),
        trace.getString("stage"),
        Times.tookSeconds(trace.getNumber("age_seconds")),
        stalled(stalled),
        Figures.count(trace.getLong("spans", 0L)),
        Times.time(trace.getString("start"), now));
  }

  private static Html stalled(@Nullable Number seconds) {
    if (seconds == null) {
      return Html.of("<span class=\"quiet\">closed</span>");
    }
    boolean long_ = seconds.longValue() >= 7 * 86400;
    String took = Times.tookSeconds(seconds);
    return long_ ? Html.of("<strong class=\"late\">{}</strong>", took) : Html.of("{}", took);
  }
}
