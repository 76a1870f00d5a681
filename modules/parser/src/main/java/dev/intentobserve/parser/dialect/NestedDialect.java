package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.json.RecordRefusedException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An envelope around {@code data}, as written by files, MCP servers, CLIs and Actions. */
final class NestedDialect {
  private NestedDialect() {}

  static EventEnvelope envelope(Json.Fields event, String type) throws RecordRefusedException {
    return DialectReader.nativeEnvelope(
        "nested", type, event, DialectReader.text(event, "source"), data(event));
  }

  /** {@code event_type} beside {@code event} is kept in the data. */
  private static Json.Fields data(Json.Fields event) {
    Json.Fields data = DialectReader.data(event);
    Json flatName = event.values().get(DialectReader.EVENT_TYPE);
    if (flatName == null || data.get(DialectReader.EVENT_TYPE).isPresent()) {
      return data;
    }
    Map<String, Json> values = new LinkedHashMap<>(data.values());
    values.put(DialectReader.EVENT_TYPE, flatName);
    return new Json.Fields(values);
  }
}
