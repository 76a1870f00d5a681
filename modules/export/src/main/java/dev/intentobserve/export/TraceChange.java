package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.WorkSpan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page did to one trace.
 *
 * @param seqs the last event about each of its entities, by {@code kind:id}
 * @param moved entities below which everything is sent again, as {@code kind:id}
 * @param all whether every span is sent: a cluster was promoted, or the trace is new to us
 */
record TraceChange(
    Scope scope,
    String traceId,
    EntityKey root,
    Map<String, Long> seqs,
    Set<String> moved,
    boolean all) {
  TraceChange {
    requireNonNull(scope, "scope");
    requireNonNull(traceId, "traceId");
    requireNonNull(root, "root");
    seqs = Map.copyOf(seqs);
    moved = Set.copyOf(moved);
    if (seqs.isEmpty()) {
      throw new IllegalArgumentException("an untouched trace is not sent");
    }
  }

  TraceChange withAllSpans() {
    return new TraceChange(scope, traceId, root, seqs, moved, true);
  }

  /** The last event about the entity of a span; null when the page has none. */
  @Nullable Long seq(WorkSpan span) {
    return seqs.get(name(span));
  }

  boolean moved(WorkSpan span) {
    return moved.contains(name(span));
  }

  long lastSeq() {
    return seqs.values().stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  private static String name(WorkSpan span) {
    return span.kind() + ":" + span.id();
  }

  /** A trace, by the id it has today. */
  record Trace(String traceId, EntityKey root) {}

  /** Collects the entities that stand in one trace. */
  static final class Builder {
    private final Map<String, Long> seqs = new HashMap<>();
    private final Set<String> moved = new HashSet<>();
    private boolean all;

    void add(EntityKey key, ChangedTraces touched) {
      seqs.put(key.toString(), requireNonNull(touched.seqs().get(key), "seq"));
      if (touched.moved().contains(key)) {
        moved.add(key.toString());
        // The members of a promoted cluster stand beside it, right under the intent.
        all |= key.kind() == EntityKind.CLUSTER || key.kind() == EntityKind.INTENT;
      }
    }

    TraceChange build(Scope scope, Trace trace) {
      return new TraceChange(scope, trace.traceId(), trace.root(), seqs, moved, all);
    }
  }
}
