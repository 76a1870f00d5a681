package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.json.RecordRefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All fields at the top level, no envelope. */
final class FlatDialect {
  private static final List<String> ENVELOPE =
      List.of(DialectReader.EVENT_TYPE, "timestamp", "trace_id");

  private FlatDialect() {}

  /** Only the creation of a signal has a source; in other events the field means something else. */
  static EventEnvelope envelope(Json.Fields event, String type) throws RecordRefusedException {
    boolean hasSource = EventCatalog.standard().type(type).creates(EntityKind.SIGNAL);
    @Nullable String source = hasSource ? DialectReader.text(event, "source") : null;
    return DialectReader.nativeEnvelope("flat", type, event, source, data(event));
  }

  private static Json.Fields data(Json.Fields event) {
    Map<String, Json> values = new LinkedHashMap<>(event.values());
    ENVELOPE.forEach(values::remove);
    return new Json.Fields(values);
  }
}
