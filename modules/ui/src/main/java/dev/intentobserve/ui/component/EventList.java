package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.Href;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events, one a line; pure. The script draws lines like these for events that come later. */
public final class EventList {
  private EventList() {}

  public static Html of(List<JsonObject> events, Instant now) {
    return Html.of(
        "<ol class=\"events\" id=\"events\" data-after=\"{}\">{}</ol>",
        events.isEmpty() ? null : events.getFirst().getNumber("seq"),
        events.stream().map(event -> line(event, now)).toList());
  }

  private static Html line(JsonObject event, Instant now) {
    return Html.of(
        """
        <li><span class="quiet">{}</span><a class="title" href="{}">{}</a><span class="about">{} {} <span class="quiet">{}</span></span></li>
        """,
        TimeRenderer.time(event.getString("event_time"), now),
        Href.event(event.getString("event_id", "")),
        Html.truncated(event.getString("type")),
        about(event.getJsonObject("entity")),
        Html.truncated(event.getString("title")),
        source(event.getString("source")));
  }

  private static Html about(@Nullable JsonObject entity) {
    return entity == null ? Html.NONE : PageComponents.entity(entity);
  }

  /** Who sent it; nothing where nobody knows. */
  static Html source(@Nullable String source) {
    return source == null || source.equals("unknown")
        ? Html.NONE
        : Html.of("from {}", Html.truncated(source));
  }
}
