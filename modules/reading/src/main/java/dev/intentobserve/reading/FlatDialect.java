package dev.intentobserve.reading;

import dev.intentobserve.event.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All fields at the top level, no envelope. */
final class FlatDialect {
  private static final List<String> ENVELOPE =
      List.of(Dialects.EVENT_TYPE, "timestamp", "trace_id");

  private FlatDialect() {}

  /** Only the creation of a signal has a source; elsewhere the field means something else. */
  static Envelope envelope(Json.Fields event, String type) throws RefusedException {
    boolean hasSource = type.equals("signal.created") || type.equals("signal.captured");
    return new Envelope(
        "flat",
        type,
        Dialects.producerId(event),
        hasSource ? Dialects.text(event, "source") : null,
        event,
        data(event),
        Dialects.times(event),
        event.get("ref").flatMap(Envelope::idText).orElse(null),
        Dialects.traceRef(event));
  }

  private static Json.Fields data(Json.Fields event) {
    Map<String, Json> values = new LinkedHashMap<>(event.values());
    ENVELOPE.forEach(values::remove);
    return new Json.Fields(values);
  }
}
