package dev.intentobserve.model.trace;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import java.util.Optional;

/** Which trace an entity, and with it an event, belongs to today. */
public sealed interface Placement {
  /** No intent and no cluster yet. */
  record Orphan() implements Placement {}

  /** In the trace of an intent, or in that of a cluster, which is provisional. */
  record InTrace(String traceId, EntityKey root, String spanId) implements Placement {
    public InTrace {
      requireNonNull(traceId, "traceId");
      requireNonNull(root, "root");
      requireNonNull(spanId, "spanId");
    }

    /** Whether the root is a cluster that is not promoted. */
    public boolean provisional() {
      return root.kind() != EntityKind.INTENT;
    }
  }

  /** Empty for an orphan. */
  default Optional<InTrace> trace() {
    return this instanceof InTrace trace ? Optional.of(trace) : Optional.empty();
  }
}
