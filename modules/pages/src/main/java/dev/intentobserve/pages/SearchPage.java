package dev.intentobserve.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.event.Ids;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Leads from whatever somebody has at hand to the page about it. */
record SearchPage() {
  /** Where events name what they are about, or what it belongs to. */
  private static final List<String> ID_FIELDS =
      List.of(
          "signal_id", "spec_id", "contract_id", "intent_id", "cluster_id", "span_id", "ref", "id");

  void mount(PageRoutes routes) {
    routes.get("/search", SearchPage::show);
  }

  private static Future<View> show(Visit visit) {
    String asked = visit.param("q");
    if (asked == null) {
      return Future.succeededFuture(help());
    }
    List<Supplier<Future<@Nullable Href>>> ways = new ArrayList<>();
    if (asked.startsWith("{")) {
      pasted(asked).forEach(ref -> ways.add(() -> event(visit, ref)));
      ids(asked).forEach(id -> ways.add(() -> entity(visit, id)));
    } else {
      ways.add(() -> trace(visit, asked));
      ways.add(() -> event(visit, asked));
      ways.add(() -> entity(visit, asked));
      ways.add(() -> title(visit, asked));
    }
    return first(ways, 0)
        .map(
            href -> {
              throw new PageRoutes.Moved(href == null ? words(asked) : href);
            });
  }

  /** Tries one way after the other; a way that leads nowhere gives null. */
  private static Future<@Nullable Href> first(
      List<Supplier<Future<@Nullable Href>>> ways, int index) {
    return index == ways.size()
        ? Future.succeededFuture(null)
        : ways.get(index)
            .get()
            .compose(href -> href == null ? first(ways, index + 1) : Future.succeededFuture(href));
  }

  private static Href words(String asked) {
    String text = asked.startsWith("{") ? ids(asked).stream().findFirst().orElse(asked) : asked;
    return Href.of("/events").with("q", dev.intentobserve.event.Characters.cut(text, 200));
  }

  private static Future<@Nullable Href> trace(Visit visit, String ref) {
    return or(visit.get(Href.of("/api/v1/traces/{}", ref)).map(reply -> Href.trace(ref)));
  }

  private static Future<@Nullable Href> event(Visit visit, String id) {
    return or(visit.get(Href.of("/api/v1/events/{}", id)).map(reply -> Href.event(id)));
  }

  /** By {@code kind:id}, or by an id of whatever kind. */
  private static Future<@Nullable Href> entity(Visit visit, String id) {
    Href question = Href.of("/api/v1/events").with("entity", id).with("limit", 100);
    return or(visit.get(question).map(reply -> entityOf(reply, id)));
  }

  /**
   * By a word of intents' titles: to the only one, else to the list of them; there one may also
   * look further.
   */
  private static Future<@Nullable Href> title(Visit visit, String word) {
    Href question = Href.of("/api/v1/traces").with("q", word).with("limit", 2);
    return or(visit.get(question).map(reply -> titled(reply, word)));
  }

  private static @Nullable Href titled(Reply reply, String word) {
    boolean all = reply.nextCursor() == null;
    if (all && reply.items().isEmpty()) {
      return null;
    }
    return all && reply.items().size() == 1
        ? Href.trace(reply.items().getFirst().getString("trace_id", ""))
        : Href.of("/traces").with("q", word);
  }

  /** Events of what belongs to an entity are found with it; they are about somebody else. */
  private static @Nullable Href entityOf(Reply reply, String id) {
    return reply.items().stream()
        .map(item -> item.getJsonObject("entity"))
        .filter(entity -> entity != null && isCalled(entity, id))
        .findFirst()
        .map(entity -> Href.entity(entity.getString("kind", ""), entity.getString("id", "")))
        .orElse(null);
  }

  private static boolean isCalled(JsonObject entity, String id) {
    String own = entity.getString("id", "");
    return own.equals(id) || (entity.getString("kind", "") + ":" + own).equals(id);
  }

  /** What is unknown, or cannot even be asked for, leads nowhere; nothing else is hidden. */
  private static Future<@Nullable Href> or(Future<@Nullable Href> way) {
    return way.recover(
        error ->
            error instanceof ApiFault fault && (fault.status() == 404 || fault.status() == 400)
                ? Future.succeededFuture(null)
                : Future.failedFuture(error));
  }

  /** Under which ids the record may hold a pasted event: its own, or the digest of its bytes. */
  private static List<String> pasted(String json) {
    List<String> ids = new ArrayList<>();
    JsonObject event = object(json);
    if (event.getValue("event_id") instanceof String id) {
      ids.add(id);
    }
    if (event.getValue("id") instanceof String id
        && event.getValue("source") instanceof String of) {
      ids.add(of + "#" + id);
    }
    ids.add(Ids.sha256(json.getBytes(UTF_8)));
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
      return ApiJson.object(json.getBytes(UTF_8));
    } catch (IOException e) {
      return new JsonObject();
    }
  }

  private static View help() {
    return View.of(
        "Search",
        "",
        Html.of(
            """
            <h1>Search</h1>
            <p class="lead">Enter what you have at hand above: <code>INT-3</code>, <code>signal:SIG-1</code>, a trace id with or
            without hyphens, the id of an event, a word of a title, or paste a line of <code>events.jsonl</code>.</p>"""));
  }
}
