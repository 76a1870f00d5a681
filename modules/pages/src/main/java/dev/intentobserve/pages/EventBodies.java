package dev.intentobserve.pages;

import dev.intentobserve.event.Characters;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events with their bodies; pure. */
final class EventBodies {
  /** More make another page. */
  static final int MOST = 20;

  private static final int LONGEST_BODY = 2_000;

  private EventBodies() {}

  static Html of(Reply reply, Instant now) {
    List<JsonObject> events = reply.items();
    String array = RawField.of(reply.text(), "items");
    List<String> raw = array == null ? List.of() : RawField.elements(array);
    List<Html> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(events.size(), raw.size()); i++) {
      lines.add(line(events.get(i), RawField.of(raw.get(i), "body"), now));
    }
    return Html.of("<ol class=\"bodies\">{}</ol>", lines);
  }

  private static Html line(JsonObject event, @Nullable String body, Instant now) {
    String shown = body == null ? "" : body.strip();
    return Html.of(
        "<li>{} <a href=\"{}\">{}</a> <span class=\"quiet\">{}</span>{}</li>",
        Times.time(event.getString("event_time"), now),
        Href.event(event.getString("event_id", "")),
        Html.brief(event.getString("type")),
        EventLines.source(event.getString("source")),
        body == null
            ? Html.of("<p class=\"quiet\">Its body is no JSON; the event's page has it.</p>")
            : Html.of(
                "<pre><code>{}{}</code></pre>",
                Characters.cut(shown, LONGEST_BODY),
                Html.when(shown.length() > LONGEST_BODY, Html.of(" (cut here)"))));
  }
}
