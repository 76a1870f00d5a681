package dev.intentobserve.export;

import dev.intentobserve.event.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the trace ids that were shipped in full, the most recent ones and since the start only.
 * A trace id that is not known is shipped in full once: a trace can get another id, or its first
 * time, by an event that speaks of its root alone.
 */
final class ShippedTraces {
  private static final int MAX = 4096;

  private record Id(Scope scope, String traceId) {}

  private final Map<Id, Boolean> recent = new LinkedHashMap<>(16, 0.75f, true);

  boolean knows(TraceTouch touch) {
    return recent.containsKey(new Id(touch.scope(), touch.traceId()));
  }

  void add(List<TraceTouch> touches) {
    touches.forEach(touch -> recent.put(new Id(touch.scope(), touch.traceId()), true));
    var oldest = recent.keySet().iterator();
    while (recent.size() > MAX) {
      oldest.next();
      oldest.remove();
    }
  }
}
