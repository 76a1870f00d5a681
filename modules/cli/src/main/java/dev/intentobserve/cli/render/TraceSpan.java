package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the tree. All texts are safe to print; missing fields are empty.
 *
 * @param start null if the entity is only referenced
 */
record TraceSpan(
    String spanId,
    String parentId,
    String kind,
    String id,
    String name,
    String state,
    @Nullable Instant start,
    @Nullable Instant end,
    List<String> flags,
    List<String> links) {

  static TraceSpan of(Json.Fields span) {
    return new TraceSpan(
        JsonFields.text(span, "span_id"),
        JsonFields.text(span, "parent_id"),
        JsonFields.text(span, "kind"),
        JsonFields.text(span, "id"),
        JsonFields.text(span, "name"),
        JsonFields.text(span, "state"),
        time(JsonFields.text(span, "start")),
        time(JsonFields.text(span, "end")),
        span.texts("flags").stream().map(SafeText::singleLine).toList(),
        JsonFields.objects(span, "links").stream().map(TraceSpan::link).toList());
  }

  private static String link(Json.Fields link) {
    String relation = JsonFields.text(link, "relation").replace('_', ' ');
    return relation + " " + JsonFields.text(link, "target");
  }

  @Nullable Duration duration(Instant now) {
    Instant last = end == null ? now : end;
    return start == null || last.isBefore(start) ? null : Duration.between(start, last);
  }

  boolean open() {
    return start != null && end == null;
  }

  private static @Nullable Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
