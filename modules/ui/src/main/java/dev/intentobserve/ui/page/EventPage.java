package dev.intentobserve.ui.page;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import dev.intentobserve.ui.http.RawJsonField;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One event: as received, as understood, its trace, its exports, and the reasons for them. */
final class EventPage {
  /** The API has longer bodies in full. */
  static final int MAX_BODY_CHARS = 20_000;

  private static final String PREFIX = "/events/";
  private static final int MAX_TYPE_CHARS = 200;
  private static final int MAX_FIELDS = 200;

  private EventPage() {}

  static void mount(PageRouter routes) {
    routes.get("/events/*", EventPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    String id = request.pathAfter(PREFIX);
    if (id.isEmpty()) {
      throw new PageRouter.Redirect(EventListPage.PAGE);
    }
    return request
        .get(Href.of("/api/v1/events/{}", id))
        .compose(reply -> request.api().runOnWorkerIfLarge(reply, () -> view(request, reply)));
  }

  private static PageView view(PageRequest request, ApiReply reply) {
    JsonObject event = reply.json();
    String type = Utf16.cut(event.getString("type", "event"), MAX_TYPE_CHARS);
    String body = body(event, reply.text());
    return PageView.of(
        type,
        "Events",
        (out, none) -> JteEventPageGenerated.render(out, none, event, type, body, request.now()));
  }

  /** Character for character as received; the API sends a body that is not JSON as Base64. */
  private static String body(JsonObject event, String document) {
    String raw = RawJsonField.of(document, "body");
    if (raw != null) {
      return raw;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(event.getString("body_base64", ""));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  static List<Map.Entry<String, Object>> fields(JsonObject understood) {
    return understood.getJsonObject("data", new JsonObject()).stream().limit(MAX_FIELDS).toList();
  }
}
