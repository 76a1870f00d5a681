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
 * What the rows of a waterfall show beside their span.
 *
 * @param current the page with its filters
 * @param expanded the span id of the row that shows its events with their bodies; null for none
 * @param bodies of that span
 * @param linksInto links that point at a span, by {@code kind:id} of the span
 */
public record WaterfallContext(
    Href current, @Nullable String expanded, Html bodies, Map<String, List<JsonObject>> linksInto) {

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

  Href hrefExpanding(SpanRow span) {
    return current.with("span", span.spanId()).at("s-" + span.spanId());
  }

  /** Links of entities that were created because of this one; others merely name it. */
  List<JsonObject> followUps(SpanRow span) {
    return linkedFrom(span).stream()
        .filter(link -> FOLLOW_UP_RELATIONS.contains(link.getString("relation", "")))
        .toList();
  }

  List<JsonObject> linkedFrom(SpanRow span) {
    return linksInto.getOrDefault(span.key(), List.of());
  }
}
