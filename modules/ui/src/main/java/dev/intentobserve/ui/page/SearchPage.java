package dev.intentobserve.ui.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ui.component.Html;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Leads from whatever somebody has at hand to the page about it. */
public record SearchPage() {
  /** Where events name what they are about, or what it belongs to. */
  private static final List<String> ID_FIELDS =
      List.of(
          "signal_id", "spec_id", "contract_id", "intent_id", "cluster_id", "span_id", "ref", "id");

  public void mount(PageRouter routes) {
    routes.get("/search", SearchPage::show);
  }

  private static Future<PageView> show(PageRequest pageRequest) {
    String requested = pageRequest.param("q");
    if (requested == null) {
      return Future.succeededFuture(help());
    }
    List<Supplier<Future<@Nullable Href>>> alternatives = new ArrayList<>();
    if (requested.startsWith("{")) {
      idsOfPastedEvent(requested).forEach(ref -> alternatives.add(() -> event(pageRequest, ref)));
      ids(requested).forEach(id -> alternatives.add(() -> entity(pageRequest, id)));
    } else {
      alternatives.add(() -> trace(pageRequest, requested));
      alternatives.add(() -> event(pageRequest, requested));
      alternatives.add(() -> entity(pageRequest, requested));
      alternatives.add(() -> title(pageRequest, requested));
    }
    return first(alternatives, 0)
        .map(
            href -> {
              throw new PageRouter.Redirect(href == null ? words(requested) : href);
            });
  }

  /** Tries one way after the other; a way that leads nowhere gives null. */
  private static Future<@Nullable Href> first(
      List<Supplier<Future<@Nullable Href>>> alternatives, int index) {
    return index == alternatives.size()
        ? Future.succeededFuture(null)
        : alternatives
            .get(index)
            .get()
            .compose(
                href ->
                    href == null ? first(alternatives, index + 1) : Future.succeededFuture(href));
  }

  private static Href words(String requested) {
    String text =
        requested.startsWith("{")
            ? ids(requested).stream().findFirst().orElse(requested)
            : requested;
    return Href.of("/events").with("q", dev.intentobserve.model.Utf16.cut(text, 200));
  }

  private static Future<@Nullable Href> trace(PageRequest pageRequest, String ref) {
    return emptyIfUnknown(
        pageRequest.get(Href.of("/api/v1/traces/{}", ref)).map(reply -> Href.trace(ref)));
  }

  private static Future<@Nullable Href> event(PageRequest pageRequest, String id) {
    return emptyIfUnknown(
        pageRequest.get(Href.of("/api/v1/events/{}", id)).map(reply -> Href.event(id)));
  }

  /** By {@code kind:id}, or by an id of whatever kind. */
  private static Future<@Nullable Href> entity(PageRequest pageRequest, String id) {
    Href apiRequest = Href.of("/api/v1/events").with("entity", id).with("limit", 100);
    return emptyIfUnknown(pageRequest.get(apiRequest).map(reply -> entityOf(reply, id)));
  }

  /**
   * By a word of intents' titles: to the only one, else to the list of them; there one may also
   * look further.
   */
  private static Future<@Nullable Href> title(PageRequest pageRequest, String word) {
    Href apiRequest = Href.of("/api/v1/traces").with("q", word).with("limit", 2);
    return emptyIfUnknown(pageRequest.get(apiRequest).map(reply -> titled(reply, word)));
  }

  private static @Nullable Href titled(ApiReply reply, String word) {
    boolean all = reply.nextCursor() == null;
    if (all && reply.items().isEmpty()) {
      return null;
    }
    return all && reply.items().size() == 1
        ? Href.trace(reply.items().getFirst().getString("trace_id", ""))
        : Href.of("/traces").with("q", word);
  }

  /** Events of what belongs to an entity are found with it; they are about somebody else. */
  private static @Nullable Href entityOf(ApiReply reply, String id) {
    return reply.items().stream()
        .map(item -> item.getJsonObject("entity"))
        .filter(entity -> entity != null && hasId(entity, id))
        .findFirst()
        .map(entity -> Href.entity(entity.getString("kind", ""), entity.getString("id", "")))
        .orElse(null);
  }

  private static boolean hasId(JsonObject entity, String id) {
    String own = entity.getString("id", "");
    return own.equals(id) || (entity.getString("kind", "") + ":" + own).equals(id);
  }

  /** What is unknown, or cannot even be asked for, leads nowhere; nothing else is hidden. */
  private static Future<@Nullable Href> emptyIfUnknown(Future<@Nullable Href> way) {
    return way.recover(
        error ->
            error instanceof ApiFault fault && (fault.status() == 404 || fault.status() == 400)
                ? Future.succeededFuture(null)
                : Future.failedFuture(error));
  }

  /** Under which ids the record may hold a pasted event: its own, or the digest of its bytes. */
  private static List<String> idsOfPastedEvent(String json) {
    List<String> ids = new ArrayList<>();
    JsonObject event = object(json);
    if (event.getValue("event_id") instanceof String id) {
      ids.add(id);
    }
    if (event.getValue("id") instanceof String id
        && event.getValue("source") instanceof String of) {
      ids.add(of + "#" + id);
    }
    ids.add(TraceIds.sha256(json.getBytes(UTF_8)));
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
    return PageView.of(
        "Search",
        "",
        Html.of(
            """
            <h1>Search</h1>
            <p class="lead">Enter what you have at hand above: <code>INT-3</code>, <code>signal:SIG-1</code>, a trace id with or
            without hyphens, the id of an event, a word of a title, or paste a line of <code>events.jsonl</code>.</p>"""));
  }
}
