package dev.intentobserve.ui.page;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.LineageTable;
import dev.intentobserve.ui.component.StateTimeline;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entity: its status, history and attributes, and the other entities of its trace. */
final class EntityPage {
  private static final String PREFIX = "/entities/";
  private static final int MAX_HEADING_CHARS = 300;

  private EntityPage() {}

  static void mount(PageRouter routes) {
    routes.get("/entities/*", EntityPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    String path = request.pathAfter(PREFIX);
    int slash = path.indexOf('/');
    if (slash < 0) {
      throw new ApiFault(
          404, "not_found", "An entity has a kind and an id: /entities/signal/SIG-1");
    }
    String kind = path.substring(0, slash);
    String id = path.substring(slash + 1);
    return request
        .get(Href.of("/api/v1/entities/{}/{}", kind, id))
        .compose(entity -> withTrace(request, kind, id, entity.json()));
  }

  /** Without its trace the page is still worth showing, so a failure of it is not the page's. */
  private static Future<PageView> withTrace(
      PageRequest request, String kind, String id, JsonObject entity) {
    String traceId = entity.getJsonObject("placement", new JsonObject()).getString("trace_id");
    if (traceId == null) {
      return Future.succeededFuture(view(request, kind, id, entity, null));
    }
    return request
        .get(Href.of("/api/v1/traces/{}", traceId))
        .compose(
            trace ->
                request
                    .api()
                    .runOnWorkerIfLarge(trace, () -> view(request, kind, id, entity, trace)))
        .recover(error -> Future.succeededFuture(view(request, kind, id, entity, null)));
  }

  private static PageView view(
      PageRequest request, String kind, String id, JsonObject entity, @Nullable ApiReply trace) {
    String title = entity.getString("title");
    String heading = Utf16.cut(title == null ? id : title, MAX_HEADING_CHARS);
    EntityKind known = EntityKind.of(kind).orElse(EntityKind.OTHER);
    Html states = StateTimeline.render(known, entity, request.now());
    List<LineageTable.Row> lineage = trace == null ? null : LineageTable.rows(trace.json());
    return PageView.of(
        heading,
        "Traces",
        (out, none) ->
            JteEntityPageGenerated.render(
                out, none, kind, id, heading, entity, states, lineage, request.now()));
  }

  static String orDash(JsonObject entity, String field) {
    String value = entity.getString(field);
    return value == null ? "–" : value;
  }

  static List<Map.Entry<String, Object>> attributes(JsonObject entity) {
    return entity.getJsonObject("attributes", new JsonObject()).stream()
        .filter(attribute -> attribute.getValue() instanceof JsonObject)
        .toList();
  }

  /** A link is written as {@code relation kind:id}. */
  static String relationOf(String link) {
    return link.substring(0, Math.max(0, link.indexOf(' ')));
  }

  static String targetOf(String link) {
    return link.substring(link.indexOf(' ') + 1);
  }
}
