package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.ApiReply;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One row of a waterfall: a span of the API, and its depth below the root, which has 0. */
public record SpanRow(
    String spanId,
    int depth,
    String kind,
    String id,
    String name,
    String state,
    @Nullable Instant start,
    @Nullable Instant end,
    SortedMap<String, String> attributes,
    List<Moment> events,
    List<JsonObject> links,
    List<String> flags) {

  /** A kind of event at one moment, and how often it came then. */
  record Moment(String name, @Nullable Instant time, long count) {}

  /** Every span below its parent, siblings in the order of the API; unreachable spans last. */
  public static List<SpanRow> inOrder(List<JsonObject> spans) {
    Map<String, List<JsonObject>> children = new LinkedHashMap<>();
    for (JsonObject span : spans) {
      String parent = span.getString("parent_id");
      children.computeIfAbsent(parent == null ? "" : parent, p -> new ArrayList<>()).add(span);
    }
    List<SpanRow> ordered = new ArrayList<>(spans.size());
    Set<String> done = new LinkedHashSet<>();
    put(children.getOrDefault("", List.of()), children, done, ordered);
    put(spans, children, done, ordered);
    return ordered;
  }

  /** Without recursion: a chain of parents may be as long as the trace. */
  private static void put(
      List<JsonObject> roots,
      Map<String, List<JsonObject>> children,
      Set<String> done,
      List<SpanRow> ordered) {
    record Open(JsonObject span, int depth) {}
    List<Open> open = new ArrayList<>();
    roots.reversed().forEach(root -> open.add(new Open(root, 0)));
    while (!open.isEmpty()) {
      Open next = open.removeLast();
      String id = next.span().getString("span_id", "");
      if (done.add(id)) {
        ordered.add(of(next.span(), next.depth()));
        children
            .getOrDefault(id, List.of())
            .reversed()
            .forEach(child -> open.add(new Open(child, next.depth() + 1)));
      }
    }
  }

  private static SpanRow of(JsonObject json, int depth) {
    return new SpanRow(
        json.getString("span_id", ""),
        depth,
        json.getString("kind", ""),
        json.getString("id", ""),
        json.getString("name", ""),
        json.getString("state", ""),
        TimeRenderer.parse(json.getString("start")),
        TimeRenderer.parse(json.getString("end")),
        attributes(json),
        ApiReply.objects(json, "events").stream().map(SpanRow::moment).toList(),
        ApiReply.objects(json, "links"),
        ApiReply.texts(json, "flags"));
  }

  private static Moment moment(JsonObject json) {
    return new Moment(
        json.getString("name", ""),
        TimeRenderer.parse(json.getString("time")),
        json.getLong("count", 1L));
  }

  private static SortedMap<String, String> attributes(JsonObject json) {
    SortedMap<String, String> attributes = new TreeMap<>();
    JsonObject given = json.getJsonObject("attributes", new JsonObject());
    given.forEach(entry -> attributes.put(entry.getKey(), String.valueOf(entry.getValue())));
    return attributes;
  }

  /** A phase of an intent is a span, but no entity. */
  public boolean isEntity() {
    return !kind.equals("phase");
  }

  /** {@code kind:id}, as the API names an entity. */
  public String key() {
    return kind + ":" + id;
  }

  boolean isOpen() {
    return end == null;
  }

  /** The name, unless it only repeats kind or id. */
  @Nullable String title() {
    return name.equals(kind) || name.equals(id) ? null : name;
  }
}
