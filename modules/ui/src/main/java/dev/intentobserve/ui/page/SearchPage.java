package dev.intentobserve.ui.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Utf16;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.ApiJsonReader;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Redirects from an id, a title word or a pasted event to the page that shows it. */
final class SearchPage {
  /** Fields in which events name their entity or one it belongs to, in order of precedence. */
  private static final List<String> ID_FIELDS =
      List.of(
          "signal_id", "spec_id", "contract_id", "intent_id", "cluster_id", "span_id", "ref", "id");

  private SearchPage() {}

  static void mount(PageRouter routes) {
    routes.get("/search", SearchPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    String query = request.param("q");
    if (query == null) {
      return Future.succeededFuture(help());
    }
    List<Supplier<Future<Optional<Href>>>> alternatives = new ArrayList<>();
    if (query.startsWith("{")) {
      idsOfPastedEvent(query).forEach(ref -> alternatives.add(() -> event(request, ref)));
      ids(query).forEach(id -> alternatives.add(() -> entity(request, id)));
    } else {
      alternatives.add(() -> trace(request, query));
      alternatives.add(() -> event(request, query));
      alternatives.add(() -> entity(request, query));
      alternatives.add(() -> title(request, query));
    }
    return Futures.fold(
            alternatives,
            Optional.<Href>empty(),
            (found, next) -> found.isEmpty() ? next.get() : Future.succeededFuture(found))
        .compose(found -> PageRouter.redirect(found.orElseGet(() -> textSearch(query))));
  }

  private static Href textSearch(String query) {
    String text = query.startsWith("{") ? ids(query).stream().findFirst().orElse(query) : query;
    return Href.of("/events").with("q", Utf16.cut(text, 200));
  }

  private static Future<Optional<Href>> trace(PageRequest request, String ref) {
    return emptyIfUnknown(
        request.get(Href.of("/api/v1/traces/{}", ref)).map(reply -> Optional.of(Href.trace(ref))));
  }

  private static Future<Optional<Href>> event(PageRequest request, String id) {
    return emptyIfUnknown(
        request.get(Href.of("/api/v1/events/{}", id)).map(reply -> Optional.of(Href.event(id))));
  }

  /** By {@code kind:id}, or by an id of any kind. */
  private static Future<Optional<Href>> entity(PageRequest request, String id) {
    Href apiRequest = Href.of("/api/v1/events").with("entity", id).with("limit", 100);
    return emptyIfUnknown(request.get(apiRequest).map(reply -> entityOf(reply, id)));
  }

  /** By a word of an intent's title: the trace if there is only one, else the list of traces. */
  private static Future<Optional<Href>> title(PageRequest request, String word) {
    Href apiRequest = Href.of("/api/v1/traces").with("q", word).with("limit", 2);
    return emptyIfUnknown(request.get(apiRequest).map(reply -> traceOrList(reply, word)));
  }

  private static Optional<Href> traceOrList(ApiReply reply, String word) {
    boolean all = reply.nextCursor() == null;
    if (all && reply.items().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        all && reply.items().size() == 1
            ? Href.trace(reply.items().getFirst().getString("trace_id", ""))
            : Href.of("/traces").with("q", word));
  }

  /** The API also finds events of entities that belong to this one; those are skipped. */
  private static Optional<Href> entityOf(ApiReply reply, String id) {
    return reply.items().stream()
        .map(item -> item.getJsonObject("entity"))
        .filter(entity -> entity != null && hasId(entity, id))
        .findFirst()
        .map(entity -> Href.entity(entity.getString("kind", ""), entity.getString("id", "")));
  }

  private static boolean hasId(JsonObject entity, String id) {
    String own = entity.getString("id", "");
    return own.equals(id) || (entity.getString("kind", "") + ":" + own).equals(id);
  }

  /** Empty for an unknown or invalid id; any other failure is shown. */
  private static Future<Optional<Href>> emptyIfUnknown(Future<Optional<Href>> href) {
    return href.recover(
        error ->
            error instanceof ApiFault fault && (fault.status() == 404 || fault.status() == 400)
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(error));
  }

  /** The ids under which a pasted event may be stored: its own, or the digest of its bytes. */
  private static List<String> idsOfPastedEvent(String json) {
    List<String> ids = new ArrayList<>();
    JsonObject event = object(json);
    if (event.getValue("event_id") instanceof String id) {
      ids.add(id);
    }
    if (event.getValue("id") instanceof String id
        && event.getValue("source") instanceof String source) {
      ids.add(source + "#" + id);
    }
    ids.add(Digests.sha256(json));
    return ids;
  }

  private static List<String> ids(String json) {
    JsonObject event = object(json);
    List<String> ids = new ArrayList<>();
    for (String field : ID_FIELDS) {
      if (event.getValue(field) instanceof String id && !id.isBlank()) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static JsonObject object(String json) {
    try {
      return ApiJsonReader.object(json.getBytes(UTF_8));
    } catch (IOException e) {
      return new JsonObject();
    }
  }

  private static PageView help() {
    return PageView.of("Search", "", (out, none) -> JteSearchPageGenerated.render(out, none));
  }
}
