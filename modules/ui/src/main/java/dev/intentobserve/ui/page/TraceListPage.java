package dev.intentobserve.ui.page;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.MetricTotals;
import dev.intentobserve.ui.component.PageComponents;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which intents there are, how old, and which wait for somebody. */
public record TraceListPage() {
  private static final Href PAGE_HREF = Href.of("/traces");
  private static final List<String> STAGES = List.of("notice", "spec", "execute", "observe");
  private static final List<String> PARAMETERS =
      List.of("q", "state", "stage", "stalled_for", "since", "until");

  public void mount(PageRouter routes) {
    routes.get("/traces", TraceListPage::show);
  }

  private static Future<PageView> show(PageRequest pageRequest) {
    Href current = pageRequest.withParams(PAGE_HREF, PARAMETERS);
    Href apiRequest =
        pageRequest
            .withParams(Href.of("/api/v1/traces"), PARAMETERS)
            .with("limit", 50)
            .with("cursor", pageRequest.param("cursor"));
    return pageRequest
        .get(apiRequest)
        .map(reply -> PageView.of("Traces", "Traces", main(pageRequest, current, reply)));
  }

  private static Html main(PageRequest pageRequest, Href current, ApiReply reply) {
    List<JsonObject> traces = reply.items();
    return Html.of(
        """
        <h1>Traces</h1>
        <p class="lead">An intent is a trace: from the signals before it to what was seen after it.</p>
        {}{}{}{}""",
        filters(pageRequest),
        inEvents(pageRequest.param("q")),
        traces.isEmpty()
            ? noResults(pageRequest, current, reply)
            : table(traces, pageRequest.now()),
        PageComponents.next(current, reply.nextCursor()));
  }

  private static Html filters(PageRequest pageRequest) {
    return PageComponents.filters(
        PAGE_HREF,
        PageComponents.input("q", "Title", "a word", pageRequest.param("q")),
        PageComponents.select(
            "state", "State", Lifecycle.states(EntityKind.INTENT), pageRequest.param("state")),
        PageComponents.select("stage", "Stage", STAGES, pageRequest.param("stage")),
        PageComponents.input("stalled_for", "Stalled for", "7d", pageRequest.param("stalled_for")),
        PageComponents.input("since", "Since", "30d", pageRequest.param("since")),
        PageComponents.input("until", "Until", "1d", pageRequest.param("until")));
  }

  /** A title is only one place where a word may stand. */
  private static Html inEvents(@Nullable String word) {
    return word == null
        ? Html.NONE
        : Html.of(
            "<p class=\"quiet\">Intents with this in their title or id. <a href=\"{}\">Events that hold it</a></p>",
            Href.of("/events").with("q", word));
  }

  private static Html noResults(PageRequest pageRequest, Href current, ApiReply reply) {
    return PageComponents.noResults(
        PAGE_HREF,
        current,
        reply,
        "intent",
        () ->
            PageComponents.empty(
                pageRequest,
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
        Html.truncated(title == null ? root.getString("id") : title),
        Html.truncated(root.getString("id")),
        PageComponents.state(trace.getString("state")),
        trace.getString("stage"),
        TimeRenderer.durationOfSeconds(trace.getNumber("age_seconds")),
        stalled(stalled),
        MetricTotals.count(trace.getLong("spans", 0L)),
        TimeRenderer.time(trace.getString("start"), now));
  }

  private static Html stalled(@Nullable Number seconds) {
    if (seconds == null) {
      return Html.of("<span class=\"quiet\">closed</span>");
    }
    boolean long_ = seconds.longValue() >= 7 * 86400;
    String duration = TimeRenderer.durationOfSeconds(seconds);
    return long_
        ? Html.of("<strong class=\"late\">{}</strong>", duration)
        : Html.of("{}", duration);
  }
}
