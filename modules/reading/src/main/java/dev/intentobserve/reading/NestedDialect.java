package dev.intentobserve.reading;

import dev.intentobserve.event.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** An envelope around {@code data}, as files, MCP servers, CLIs and Actions write it. */
final class NestedDialect {
  private NestedDialect() {}

  static Envelope envelope(Json.Fields event, String type) throws RefusedException {
    return new Envelope(
        "nested",
        type,
        Dialects.producerId(event),
        Dialects.text(event, "source"),
        event,
        data(event),
        Dialects.times(event),
        event.get("ref").flatMap(Envelope::idText).orElse(null),
        Dialects.traceRef(event));
  }

  /** An event that also names itself in the flat way keeps that name among its data. */
  private static Json.Fields data(Json.Fields event) {
    Json.Fields data = Dialects.data(event);
    Json flatName = event.values().get(Dialects.EVENT_TYPE);
    if (flatName == null || data.get(Dialects.EVENT_TYPE).isPresent()) {
      return data;
    }
    Map<String, Json> values = new LinkedHashMap<>(data.values());
    values.put(Dialects.EVENT_TYPE, flatName);
    return new Json.Fields(values);
  }
}
