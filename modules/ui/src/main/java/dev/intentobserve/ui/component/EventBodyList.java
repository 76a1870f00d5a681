package dev.intentobserve.ui.component;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.ui.http.ApiJsonReader;
import dev.intentobserve.ui.http.ApiReply;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events with their bodies, character for character as they were received; pure. */
public final class EventBodyList {
  /** On one page: bodies are long. */
  public static final int MAX_ITEMS = 20;

  private static final int MAX_BODY_CHARS = 2_000;

  /** An event of the API, and its body as far as it is shown; null where that is not JSON. */
  record EventWithBody(JsonObject event, @Nullable String body, boolean isCut) {
    static EventWithBody of(JsonObject event, @Nullable String body) {
      String text = body == null ? "" : body.strip();
      return new EventWithBody(
          event,
          body == null ? null : Utf16.cut(text, MAX_BODY_CHARS),
          text.length() > MAX_BODY_CHARS);
    }
  }

  private EventBodyList() {}

  public static Html of(ApiReply reply, Instant now) {
    List<JsonObject> events = reply.items();
    String array = ApiJsonReader.rawField(reply.text(), "items");
    List<String> raw = array == null ? List.of() : ApiJsonReader.rawElements(array);
    List<EventWithBody> items = new ArrayList<>();
    for (int i = 0; i < Math.min(events.size(), raw.size()); i++) {
      items.add(EventWithBody.of(events.get(i), ApiJsonReader.rawField(raw.get(i), "body")));
    }
    return Html.of((out, none) -> JteEventBodyListGenerated.render(out, none, items, now));
  }
}
