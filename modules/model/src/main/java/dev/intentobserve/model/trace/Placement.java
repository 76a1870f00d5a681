package dev.intentobserve.model.trace;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.EntityKey;

/** Which trace an entity, and with it an event, belongs to today. */
public sealed interface Placement {
  /** No intent and no cluster yet. */
  record Orphan() implements Placement {}

  /** In a cluster that is not promoted; its trace is provisional. */
  record Provisional(String traceId, EntityKey root, String spanId) implements Placement {
    public Provisional {
      requireNonNull(traceId, "traceId");
      requireNonNull(root, "root");
      requireNonNull(spanId, "spanId");
    }
  }

  /** In the trace of an intent. */
  record InTrace(String traceId, EntityKey root, String spanId) implements Placement {
    public InTrace {
      requireNonNull(traceId, "traceId");
      requireNonNull(root, "root");
      requireNonNull(spanId, "spanId");
    }
  }
}
