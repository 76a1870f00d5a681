package dev.intentobserve.export;

import dev.intentobserve.model.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the trace ids that were shipped in full, the most recent ones and since the start only.
 * A trace id that is not known is shipped in full once: a trace can get another id, or its first
 * time, by an event that speaks of its root alone.
 */
final class ExportedTraces {
  private static final int MAX = 4096;

  private record Id(Scope scope, String traceId) {}

  private final Map<Id, Boolean> recent = new LinkedHashMap<>(16, 0.75f, true);

  boolean contains(TraceChange change) {
    return recent.containsKey(new Id(change.scope(), change.traceId()));
  }

  void add(List<TraceChange> touches) {
    touches.forEach(change -> recent.put(new Id(change.scope(), change.traceId()), true));
    var oldest = recent.keySet().iterator();
    while (recent.size() > MAX) {
      oldest.next();
      oldest.remove();
    }
  }
}
