package dev.intentobserve.pages;

import dev.intentobserve.event.Characters;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that a span is made of, with their bodies. */
final class SpanEvents {
  /** More are a page of their own. */
  private static final int MOST = 20;

  private static final int LONGEST_BODY = 2_000;

  private SpanEvents() {}

  /** Of a span that stands for an entity; nothing for others, and for none. */
  static Future<Html> of(Visit visit, @Nullable Span span) {
    if (span == null || !span.isEntity()) {
      return Future.succeededFuture(Html.NONE);
    }
    String entity = span.kind() + ":" + span.id();
    Href question =
        Href.of("/api/v1/events").with("entity", entity).with("order", "asc").with("limit", MOST);
    return visit
        .get(question)
        .map(reply -> draw(reply, Href.of("/events").with("entity", entity), visit.now()));
  }

  private static Html draw(Reply reply, Href all, Instant now) {
    List<JsonObject> events = reply.items();
    String array = RawField.of(reply.text(), "items");
    List<String> raw = array == null ? List.of() : RawField.elements(array);
    List<Html> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(events.size(), raw.size()); i++) {
      lines.add(line(events.get(i), RawField.of(raw.get(i), "body"), now));
    }
    return Html.of(
        "<ol class=\"bodies\">{}</ol>{}",
        lines,
        Html.when(
            reply.nextCursor() != null,
            Html.of("<p class=\"more\"><a href=\"{}\">All its events</a></p>", all)));
  }

  private static Html line(JsonObject event, @Nullable String body, Instant now) {
    String shown = body == null ? "" : body.strip();
    return Html.of(
        "<li>{} <a href=\"{}\">{}</a> <span class=\"quiet\">from {}</span>{}</li>",
        Times.time(event.getString("event_time"), now),
        Href.event(event.getString("event_id", "")),
        Html.brief(event.getString("type")),
        Html.brief(event.getString("source")),
        body == null
            ? Html.of("<p class=\"quiet\">Its body is no JSON; the event's page has it.</p>")
            : Html.of(
                "<pre><code>{}{}</code></pre>",
                Characters.cut(shown, LONGEST_BODY),
                Html.when(shown.length() > LONGEST_BODY, Html.of(" (cut here)"))));
  }
}
