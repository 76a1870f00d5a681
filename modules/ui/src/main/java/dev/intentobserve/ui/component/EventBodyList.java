package dev.intentobserve.ui.component;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.RawJsonField;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events with their bodies; pure. */
public final class EventBodyList {
  /** More make another page. */
  public static final int MAX_ITEMS = 20;

  private static final int MAX_BODY_CHARS = 2_000;

  private EventBodyList() {}

  public static Html of(ApiReply reply, Instant now) {
    List<JsonObject> events = reply.items();
    String array = RawJsonField.of(reply.text(), "items");
    List<String> raw = array == null ? List.of() : RawJsonField.elements(array);
    List<Html> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(events.size(), raw.size()); i++) {
      lines.add(line(events.get(i), RawJsonField.of(raw.get(i), "body"), now));
    }
    return Html.of("<ol class=\"bodies\">{}</ol>", lines);
  }

  private static Html line(JsonObject event, @Nullable String body, Instant now) {
    String shown = body == null ? "" : body.strip();
    return Html.of(
        "<li>{} <a href=\"{}\">{}</a> <span class=\"quiet\">{}</span>{}</li>",
        TimeRenderer.time(event.getString("event_time"), now),
        Href.event(event.getString("event_id", "")),
        Html.truncated(event.getString("type")),
        EventList.source(event.getString("source")),
        body == null
            ? Html.of("<p class=\"quiet\">Its body is no JSON; the event's page has it.</p>")
            : Html.of(
                "<pre><code>{}{}</code></pre>",
                Utf16.cut(shown, MAX_BODY_CHARS),
                Html.when(shown.length() > MAX_BODY_CHARS, Html.of(" (cut here)"))));
  }
}
