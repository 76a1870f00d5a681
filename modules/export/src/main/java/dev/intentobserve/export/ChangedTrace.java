package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.WorkSpan;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one trace by a page of events.
 *
 * @param seqs the last event about each changed entity, by {@code kind:id}
 * @param reparented entities below which everything is sent again, as {@code kind:id}
 * @param all whether every span is sent: a cluster was promoted, or the trace was not exported yet
 */
@RecordBuilder
record ChangedTrace(
    Scope scope,
    String traceId,
    EntityKey root,
    Map<String, Long> seqs,
    Set<String> reparented,
    boolean all)
    implements ChangedTraceBuilder.With {
  ChangedTrace {
    requireNonNull(scope, "scope");
    requireNonNull(traceId, "traceId");
    requireNonNull(root, "root");
    seqs = Map.copyOf(seqs);
    reparented = Set.copyOf(reparented);
    if (seqs.isEmpty()) {
      throw new IllegalArgumentException("a trace without changes is not sent");
    }
  }

  /** The last event about the entity of a span; null if the page has none. */
  @Nullable Long seq(WorkSpan span) {
    return seqs.get(name(span));
  }

  boolean isReparented(WorkSpan span) {
    return reparented.contains(name(span));
  }

  long lastSeq() {
    return seqs.values().stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  private static String name(WorkSpan span) {
    return span.kind() + ":" + span.id();
  }

  /** A trace by its current id. */
  record Trace(String traceId, EntityKey root) {}

  /** Collects the changed entities of one trace. */
  static final class Builder {
    private final Map<String, Long> seqs = new HashMap<>();
    private final Set<String> reparented = new HashSet<>();
    private boolean all;

    void add(EntityKey key, ChangedEntities changed) {
      seqs.put(key.toString(), requireNonNull(changed.seqs().get(key), "seq"));
      if (changed.reparented().contains(key)) {
        reparented.add(key.toString());
        // The members of a promoted cluster are beside it, directly under the intent.
        all |= key.kind() == EntityKind.CLUSTER || key.kind() == EntityKind.INTENT;
      }
    }

    ChangedTrace build(Scope scope, Trace trace) {
      return new ChangedTrace(scope, trace.traceId(), trace.root(), seqs, reparented, all);
    }
  }
}
