package dev.intentobserve.pages;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a waterfall show that is no part of the trace.
 *
 * @param here the page, as it is looked at
 * @param opened the one span that shows its events with their bodies; null for none
 * @param bodies of that span
 * @param linkedFrom who points at a span, by {@code kind:id} of the span
 */
record Beside(
    Href here, @Nullable String opened, Html bodies, Map<String, List<JsonObject>> linkedFrom) {

  private static final Set<String> GREW = Set.of("grew_from", "mentions");

  static Beside of(JsonObject trace, Href here, @Nullable Span opened, Html bodies) {
    return new Beside(
        here,
        opened == null ? null : opened.spanId(),
        bodies,
        Reply.objects(trace, "linked_from").stream()
            .collect(Collectors.groupingBy(link -> link.getString("target", ""))));
  }

  boolean opens(Span span) {
    return span.spanId().equals(opened);
  }

  /** The page with this span opened. */
  Href opening(Span span) {
    return here.with("span", span.spanId()).at("s-" + span.spanId());
  }

  /** What is new because of it: others merely name it. */
  List<JsonObject> ledTo(Span span) {
    return linkedTo(span).stream()
        .filter(link -> GREW.contains(link.getString("relation", "")))
        .toList();
  }

  List<JsonObject> linkedTo(Span span) {
    return linkedFrom.getOrDefault(span.key(), List.of());
  }
}
