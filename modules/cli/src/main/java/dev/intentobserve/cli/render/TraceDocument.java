package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trace from an answer; missing fields are empty. All texts are safe to print. */
public record TraceDocument(
    String traceId,
    String name,
    String title,
    String state,
    String stage,
    String age,
    String idle,
    String aliases,
    List<Span> spans) {

  /**
   * One line of the tree.
   *
   * @param start null if the entity is only referenced
   */
  record Span(
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

    @Nullable Duration duration(Instant now) {
      Instant last = end == null ? now : end;
      return start == null || last.isBefore(start) ? null : Duration.between(start, last);
    }

    boolean open() {
      return start != null && end == null;
    }
  }

  public TraceDocument {
    spans = List.copyOf(spans);
  }

  public static TraceDocument of(Json.Fields trace) {
    String intent = JsonFields.text(trace, "intent");
    return new TraceDocument(
        JsonFields.text(trace, "trace_id"),
        intent.isEmpty() ? JsonFields.text(trace, "root") : intent,
        JsonFields.text(trace, "title"),
        JsonFields.text(trace, "state"),
        JsonFields.text(trace, "stage"),
        NumberText.span(JsonFields.text(trace, "age")),
        NumberText.span(JsonFields.text(trace, "stalled_for")),
        JsonFields.text(trace, "aliases"),
        JsonFields.objects(trace, "spans").stream().map(TraceDocument::span).toList());
  }

  private static Span span(Json.Fields span) {
    List<String> links = new ArrayList<>();
    for (Json.Fields link : JsonFields.objects(span, "links")) {
      links.add(
          JsonFields.text(link, "relation").replace('_', ' ')
              + " "
              + JsonFields.text(link, "target"));
    }
    return new Span(
        JsonFields.text(span, "span_id"),
        JsonFields.text(span, "parent_id"),
        JsonFields.text(span, "kind"),
        JsonFields.text(span, "id"),
        JsonFields.text(span, "name"),
        JsonFields.text(span, "state"),
        time(JsonFields.text(span, "start")),
        time(JsonFields.text(span, "end")),
        span.texts("flags").stream().map(SafeText::singleLine).toList(),
        List.copyOf(links));
  }

  private static @Nullable Instant time(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
