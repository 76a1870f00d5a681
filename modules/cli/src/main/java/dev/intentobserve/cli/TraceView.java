package dev.intentobserve.cli;

import dev.intentobserve.event.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trace as the service tells it, whatever is missing from it. All texts are safe to print. */
record TraceView(
    String traceId,
    String name,
    String title,
    String state,
    String stage,
    String age,
    String quiet,
    String aliases,
    List<Span> spans) {

  /**
   * One line of the tree.
   *
   * @param start null where nothing is known but the name
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

    @Nullable Duration lasted(Instant now) {
      Instant last = end == null ? now : end;
      return start == null || last.isBefore(start) ? null : Duration.between(start, last);
    }

    boolean open() {
      return start != null && end == null;
    }
  }

  TraceView {
    spans = List.copyOf(spans);
  }

  static TraceView of(Json.Fields trace) {
    String intent = Fields.text(trace, "intent");
    return new TraceView(
        Fields.text(trace, "trace_id"),
        intent.isEmpty() ? Fields.text(trace, "root") : intent,
        Fields.text(trace, "title"),
        Fields.text(trace, "state"),
        Fields.text(trace, "stage"),
        TraceVerb.span(Fields.text(trace, "age")),
        TraceVerb.span(Fields.text(trace, "stalled_for")),
        Fields.text(trace, "aliases"),
        Fields.objects(trace, "spans").stream().map(TraceView::span).toList());
  }

  private static Span span(Json.Fields span) {
    List<String> links = new ArrayList<>();
    for (Json.Fields link : Fields.objects(span, "links")) {
      links.add(
          Fields.text(link, "relation").replace('_', ' ') + " " + Fields.text(link, "target"));
    }
    return new Span(
        Fields.text(span, "span_id"),
        Fields.text(span, "parent_id"),
        Fields.text(span, "kind"),
        Fields.text(span, "id"),
        Fields.text(span, "name"),
        Fields.text(span, "state"),
        time(Fields.text(span, "start")),
        time(Fields.text(span, "end")),
        span.texts("flags").stream().map(Safe::text).toList(),
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
