package dev.intentobserve.ui.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.ui.component.EventBodyList;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.ApiJsonReader;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Received events: their list, and each as received, as understood, and where it went. */
final class EventPages {
  static final Href LIST = Href.of("/events");

  /** The API has longer bodies in full. */
  static final int MAX_BODY_CHARS = 20_000;

  private static final int MAX_ITEMS = 50;
  private static final int MAX_TYPE_CHARS = 200;
  private static final int MAX_FIELDS = 200;
  private static final List<String> FILTERS =
      List.of("type", "source", "entity", "trace", "since", "until", "q");

  private EventPages() {}

  /**
   * How the list is shown.
   *
   * @param filtered the page with its filters only
   * @param order {@code asc} for oldest first; null for newest first
   * @param bodies any value to show bodies; null for none
   */
  record Options(Href filtered, @Nullable String order, @Nullable String bodies) {
    Href current() {
      return filtered.with("order", order).with("bodies", bodies);
    }

    boolean hasBodies() {
      return bodies != null;
    }

    boolean oldestFirst() {
      return "asc".equals(order);
    }

    Href withOtherBodies() {
      return new Options(filtered, order, hasBodies() ? null : "yes").current();
    }

    Href inOtherOrder() {
      return new Options(filtered, oldestFirst() ? null : "asc", bodies).current();
    }
  }

  static void mount(PageRouter routes) {
    routes.get("/events", EventPages::list);
    routes.get("/events/*", EventPages::one);
  }

  private static Future<PageView> list(PageRequest request) {
    Href filtered = request.withParams(LIST, FILTERS);
    Options options = new Options(filtered, request.param("order"), request.param("bodies"));
    Href ordered = filtered.with("order", options.order());
    return request
        .getPage(ordered, options.hasBodies() ? EventBodyList.MAX_ITEMS : MAX_ITEMS)
        .compose(
            reply -> request.api().runOnWorkerIfLarge(reply, () -> list(request, options, reply)));
  }

  private static PageView list(PageRequest request, Options options, ApiReply reply) {
    Html bodies = options.hasBodies() ? EventBodyList.of(reply, request.now()) : Html.NONE;
    return PageView.of(
        "Events",
        "Events",
        (out, none) ->
            JteEventListPageGenerated.render(out, none, request, options, reply, bodies));
  }

  private static Future<PageView> one(PageRequest request) {
    String id = request.pathAfter("/events/");
    if (id.isEmpty()) {
      return PageRouter.redirect(LIST);
    }
    return request
        .get(Href.of("/api/v1/events/{}", id))
        .compose(reply -> request.api().runOnWorkerIfLarge(reply, () -> one(request, reply)));
  }

  private static PageView one(PageRequest request, ApiReply reply) {
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
    String raw = ApiJsonReader.rawField(document, "body");
    if (raw != null) {
      return raw;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(event.getString("body_base64", ""));
      return new String(bytes, UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  static List<Map.Entry<String, Object>> fields(JsonObject understood) {
    return understood.getJsonObject("data", new JsonObject()).stream().limit(MAX_FIELDS).toList();
  }
}
