package dev.intentobserve.reading;

import dev.intentobserve.event.Json;
import dev.intentobserve.event.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells the dialects apart, and reads what they have in common. */
final class Dialects {
  static final String EVENT = "event";
  static final String EVENT_TYPE = "event_type";

  private static final int LONGEST_TYPE = 200;
  private static final int LONGEST_ID = 512;
  private static final int LONGEST_TRACE_REF = 256;
  private static final Set<String> NO_TRACE = Set.of("null", "none", "undefined", "unknown");

  private Dialects() {}

  static Envelope envelope(Json.Fields event, Parser parser) throws RefusedException {
    if (CloudEventsDialect.complete(event)) {
      return CloudEventsDialect.envelope(event, parser);
    }
    Optional<Envelope> ours = ours(event);
    if (ours.isPresent()) {
      return ours.get();
    }
    if (event.values().containsKey(CloudEventsDialect.VERSION)) {
      throw CloudEventsDialect.incomplete(event);
    }
    for (String name : List.of(EVENT, EVENT_TYPE)) {
      if (event.get(name).isPresent()) {
        throw invalid(name + " is not a text");
      }
    }
    throw new RefusedException(
        Refusal.UNKNOWN_DIALECT,
        "neither a text field event nor event_type, nor CloudEvents specversion, type, source, id");
  }

  /** Nested wins over flat; empty for neither. */
  static Optional<Envelope> ours(Json.Fields event) throws RefusedException {
    if (event.values().get(EVENT) instanceof Json.Text type) {
      return Optional.of(NestedDialect.envelope(event, type(EVENT, type.value())));
    }
    if (event.values().get(EVENT_TYPE) instanceof Json.Text type) {
      return Optional.of(FlatDialect.envelope(event, type(EVENT_TYPE, type.value())));
    }
    return Optional.empty();
  }

  static String type(String field, String written) throws RefusedException {
    if (written.isBlank()) {
      throw invalid(field + " is empty");
    }
    if (written.length() > LONGEST_TYPE) {
      throw invalid(field + " is longer than " + LONGEST_TYPE + " characters");
    }
    return written.strip();
  }

  /** {@code event_id}; null where there is none. */
  static @Nullable String producerId(Json.Fields event) throws RefusedException {
    String id = event.get("event_id").flatMap(Envelope::idText).orElse("");
    return id.isBlank() ? null : producerId("event_id", id);
  }

  static String producerId(String field, String id) throws RefusedException {
    if (id.length() > LONGEST_ID) {
      throw invalid(field + " is longer than " + LONGEST_ID + " characters");
    }
    return id;
  }

  /** Where an event of ours may carry its time. */
  static List<Json> times(Json.Fields event) {
    return Stream.of("timestamp", "ts", "time", "started_at")
        .flatMap(name -> event.get(name).stream())
        .toList();
  }

  /** The trace string as it was written; null for none, and for words that mean none. */
  static @Nullable String traceRef(Json.Fields event) {
    boolean names =
        event.values().get("trace_id") instanceof Json.Text text
            && !text.value().isBlank()
            && text.value().length() <= LONGEST_TRACE_REF
            && !text.value().contains(Redactor.REDACTED)
            && !NO_TRACE.contains(text.value().strip().toLowerCase(Locale.ROOT));
    return names ? event.text("trace_id").orElse(null) : null;
  }

  /** The text under {@code name}; null where there is none. */
  static @Nullable String text(Json.Fields event, String name) {
    return event.values().get(name) instanceof Json.Text text && !text.value().isBlank()
        ? text.value()
        : null;
  }

  /** The object under {@code data}; anything else, but null, is kept as its {@code value}. */
  static Json.Fields data(Json.Fields event) {
    return event
        .get("data")
        .map(
            data ->
                switch (data) {
                  case Json.Fields fields -> fields;
                  case Json.Nothing nothing -> Json.Fields.EMPTY;
                  default -> Json.object().put("value", data).build();
                })
        .orElse(Json.Fields.EMPTY);
  }

  static RefusedException invalid(String detail) {
    return new RefusedException(Refusal.INVALID_ENVELOPE, detail);
  }
}
