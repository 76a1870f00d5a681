package dev.intentobserve.export;

import dev.intentobserve.model.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the trace ids that were exported completely: the latest ones since the start. Any other
 * trace is exported completely once, because a single event about its root can give a trace another
 * id or its first time.
 */
final class ExportedTraces {
  private static final int MAX = 4096;

  private record Id(Scope scope, String traceId) {}

  private final Map<Id, Boolean> recent = new LinkedHashMap<>(16, 0.75f, true);

  boolean contains(ChangedTrace change) {
    return recent.containsKey(new Id(change.scope(), change.traceId()));
  }

  void add(List<ChangedTrace> changes) {
    changes.forEach(change -> recent.put(new Id(change.scope(), change.traceId()), true));
    var oldest = recent.keySet().iterator();
    while (recent.size() > MAX) {
      oldest.next();
      oldest.remove();
    }
  }
}
