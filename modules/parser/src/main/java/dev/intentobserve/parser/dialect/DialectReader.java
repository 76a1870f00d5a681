package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.json.LimitedJsonParser;
import dev.intentobserve.parser.json.RecordRefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recognises the dialect of an event and reads the fields that all dialects share. */
public final class DialectReader {
  private static final String EVENT = "event";
  private static final String EVENT_TYPE = "event_type";

  private static final int MAX_TYPE_LENGTH = 200;
  private static final int MAX_ID_LENGTH = 512;
  private static final int MAX_TRACE_REF_LENGTH = 256;
  private static final Set<String> NO_TRACE = Set.of("null", "none", "undefined", "unknown");

  private static final List<String> TIMES = List.of("timestamp", "ts", "time", "started_at");
  private static final Set<String> FLAT_ENVELOPE = Set.of(EVENT_TYPE, "timestamp", "trace_id");

  private DialectReader() {}

  public static EventEnvelope envelope(Json.Fields event, LimitedJsonParser parser)
      throws RecordRefusedException {
    Optional<String> defect = CloudEventsDialect.defect(event);
    if (defect.isEmpty()) {
      return CloudEventsDialect.envelope(event, parser);
    }
    Optional<EventEnvelope> nativeEnvelope = nativeEnvelope(event);
    if (nativeEnvelope.isPresent()) {
      return nativeEnvelope.get();
    }
    if (event.values().containsKey(CloudEventsDialect.VERSION)) {
      throw invalid(defect.get());
    }
    for (String name : List.of(EVENT, EVENT_TYPE)) {
      if (event.get(name).isPresent()) {
        throw invalid(name + " is not a string");
      }
    }
    throw new RecordRefusedException(
        Refusal.UNKNOWN_DIALECT,
        "unknown format: needs event, event_type or CloudEvents fields (specversion, type, source, id)");
  }

  /** The nested dialect wins over the flat one; empty for neither. */
  static Optional<EventEnvelope> nativeEnvelope(Json.Fields event) throws RecordRefusedException {
    if (event.values().get(EVENT) instanceof Json.Text type) {
      return Optional.of(nested(event, type(EVENT, type.value())));
    }
    if (event.values().get(EVENT_TYPE) instanceof Json.Text type) {
      return Optional.of(flat(event, type(EVENT_TYPE, type.value())));
    }
    return Optional.empty();
  }

  /**
   * An envelope around {@code data}, as written by files, MCP servers, CLIs and Actions. {@code
   * event_type} beside {@code event} is kept in the data.
   */
  private static EventEnvelope nested(Json.Fields event, String type)
      throws RecordRefusedException {
    Json.Fields data = data(event);
    Json flatName = event.values().get(EVENT_TYPE);
    if (flatName != null && data.get(EVENT_TYPE).isEmpty()) {
      Map<String, Json> values = new LinkedHashMap<>(data.values());
      values.put(EVENT_TYPE, flatName);
      data = new Json.Fields(values);
    }
    return envelope("nested", type, event, text(event, "source"), data);
  }

  /**
   * All fields at the top level, no envelope. Only the creation of a signal has a source; in other
   * events the field means something else.
   */
  private static EventEnvelope flat(Json.Fields event, String type) throws RecordRefusedException {
    boolean hasSource = EventCatalog.standard().type(type).creates(EntityKind.SIGNAL);
    @Nullable String source = hasSource ? text(event, "source") : null;
    return envelope("flat", type, event, source, event.without(FLAT_ENVELOPE));
  }

  private static EventEnvelope envelope(
      String dialect, String type, Json.Fields event, @Nullable String source, Json.Fields data)
      throws RecordRefusedException {
    return new EventEnvelope(
        dialect,
        type,
        producerId(event),
        source,
        event,
        data,
        times(event),
        event.get("ref").flatMap(EventEnvelope::idText).orElse(null),
        traceRef(event));
  }

  static String type(String field, String written) throws RecordRefusedException {
    if (written.isBlank()) {
      throw invalid(field + " is empty");
    }
    if (written.length() > MAX_TYPE_LENGTH) {
      throw invalid(field + " is longer than " + MAX_TYPE_LENGTH + " characters");
    }
    return written.strip();
  }

  /** {@code event_id}; null where there is none. */
  public static @Nullable String producerId(Json.Fields event) throws RecordRefusedException {
    String id = event.get("event_id").flatMap(EventEnvelope::idText).orElse("");
    return id.isBlank() ? null : producerId("event_id", id);
  }

  public static String producerId(String field, String id) throws RecordRefusedException {
    if (id.length() > MAX_ID_LENGTH) {
      throw invalid(field + " is longer than " + MAX_ID_LENGTH + " characters");
    }
    return id;
  }

  /** The fields in which a native event may carry its time. */
  private static List<Json> times(Json.Fields event) {
    List<Json> times = new ArrayList<>(TIMES.size());
    for (String name : TIMES) {
      event.get(name).ifPresent(times::add);
    }
    return times;
  }

  /** The trace id as it was written; null for none and for placeholders such as "none". */
  static @Nullable String traceRef(Json.Fields event) {
    boolean names =
        event.values().get("trace_id") instanceof Json.Text text
            && !text.value().isBlank()
            && text.value().length() <= MAX_TRACE_REF_LENGTH
            && !text.value().contains(Redaction.MARK)
            && !NO_TRACE.contains(text.value().strip().toLowerCase(Locale.ROOT));
    return names ? event.text("trace_id").orElse(null) : null;
  }

  /** The text under {@code name}; null where there is none. */
  public static @Nullable String text(Json.Fields event, String name) {
    return event.values().get(name) instanceof Json.Text text && !text.value().isBlank()
        ? text.value()
        : null;
  }

  /** The object under {@code data}; another value except null becomes its field {@code value}. */
  static Json.Fields data(Json.Fields event) {
    return event
        .get("data")
        .map(
            data ->
                switch (data) {
                  case Json.Fields fields -> fields;
                  case Json.Null nothing -> Json.Fields.EMPTY;
                  default -> Json.object().put("value", data).build();
                })
        .orElse(Json.Fields.EMPTY);
  }

  static RecordRefusedException invalid(String detail) {
    return new RecordRefusedException(Refusal.INVALID_ENVELOPE, detail);
  }
}
