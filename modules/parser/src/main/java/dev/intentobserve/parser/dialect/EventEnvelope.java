package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.json.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of an event in one shape for all dialects.
 *
 * @param producerId the producer's id, redacted; null where it gave none
 * @param source null where none was given
 * @param top the fields beside the data; the event itself
 * @param data what the event carries
 * @param times where the time may stand, the best first
 * @param ref the affected entity, where the envelope has a field for it
 * @param traceRef the trace id of the sender; null for none
 */
public record EventEnvelope(
    String dialect,
    String rawType,
    @Nullable String producerId,
    @Nullable String source,
    Json.Fields top,
    Json.Fields data,
    List<Json> times,
    @Nullable String ref,
    @Nullable String traceRef) {

  /** A field of the data, else of the envelope; null for neither. */
  public @Nullable Json find(String name) {
    Json own = data.values().get(name);
    Json value = own == null ? top.values().get(name) : own;
    return value == null || value instanceof Json.Null
        ? top.fields("data").values().get(name)
        : value;
  }

  /** A text or number; empty for anything else. */
  Optional<String> text(String name) {
    Json value = find(name);
    return value == null ? Optional.empty() : idText(value);
  }

  boolean flag(String name) {
    Json value = find(name);
    return value != null && value.asText().filter("true"::equals).isPresent();
  }

  /** Text or number; a boolean is not an id. */
  static Optional<String> idText(Json value) {
    return value instanceof Json.Flag ? Optional.empty() : value.asText();
  }
}
