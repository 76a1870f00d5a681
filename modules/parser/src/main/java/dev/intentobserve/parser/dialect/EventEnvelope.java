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

  /** A field of the data, else of the envelope. */
  public Optional<Json> find(String name) {
    return data.get(name)
        .or(() -> top.get(name))
        .filter(value -> !(value instanceof Json.Null))
        .or(() -> top.fields("data").get(name));
  }

  /** The first of these fields that holds a text or number. */
  Optional<String> text(String... names) {
    for (String name : names) {
      Optional<String> text = find(name).flatMap(EventEnvelope::idText);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  boolean flag(String name) {
    return find(name).flatMap(Json::asText).filter("true"::equals).isPresent();
  }

  /** Text or number; a boolean is not an id. */
  static Optional<String> idText(Json value) {
    return value instanceof Json.Flag ? Optional.empty() : value.asText();
  }
}
