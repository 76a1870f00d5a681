package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a waterfall show that is no part of the trace.
 *
 * @param current the page, as it is looked at
 * @param expanded the one span that shows its events with their bodies; null for none
 * @param bodies of that span
 * @param linkedFrom who points at a span, by {@code kind:id} of the span
 */
public record WaterfallContext(
    Href current,
    @Nullable String expanded,
    Html bodies,
    Map<String, List<JsonObject>> linkedFrom) {

  private static final Set<String> FOLLOW_UP_RELATIONS = Set.of("grew_from", "mentions");

  public static WaterfallContext of(
      JsonObject trace, Href current, @Nullable SpanRow expanded, Html bodies) {
    return new WaterfallContext(
        current,
        expanded == null ? null : expanded.spanId(),
        bodies,
        ApiReply.objects(trace, "linked_from").stream()
            .collect(Collectors.groupingBy(link -> link.getString("target", ""))));
  }

  boolean isExpanded(SpanRow span) {
    return span.spanId().equals(expanded);
  }

  /** The page with this span opened. */
  Href hrefExpanding(SpanRow span) {
    return current.with("span", span.spanId()).at("s-" + span.spanId());
  }

  /** What is new because of it: others merely name it. */
  List<JsonObject> followUps(SpanRow span) {
    return linkedTo(span).stream()
        .filter(link -> FOLLOW_UP_RELATIONS.contains(link.getString("relation", "")))
        .toList();
  }

  List<JsonObject> linkedTo(SpanRow span) {
    return linkedFrom.getOrDefault(span.key(), List.of());
  }
}
