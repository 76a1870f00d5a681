package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.StoredEvent;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The entities of one scope that a page speaks of.
 *
 * @param seqs the last event that speaks of each
 * @param moved those that may have got another place, and with them all that lies below
 */
record ChangedTraces(Scope scope, Map<EntityKey, Long> seqs, Set<EntityKey> moved) {
  ChangedTraces {
    requireNonNull(scope, "scope");
    seqs = Collections.unmodifiableMap(new LinkedHashMap<>(seqs));
    moved = Set.copyOf(moved);
  }

  /** One for each scope, in the order of their events. */
  static List<ChangedTraces> in(List<StoredEvent> events) {
    Map<Scope, Collector> scopes = new LinkedHashMap<>();
    for (StoredEvent stored : events) {
      scopes.computeIfAbsent(stored.scope(), scope -> new Collector()).add(stored);
    }
    return scopes.entrySet().stream()
        .map(e -> new ChangedTraces(e.getKey(), e.getValue().seqs, e.getValue().moved))
        .toList();
  }

  private static final class Collector {
    private final Map<EntityKey, Long> seqs = new LinkedHashMap<>();
    private final Set<EntityKey> moved = new HashSet<>();

    private void add(StoredEvent stored) {
      if (stored.event().entity() != null) {
        seqs.put(stored.event().entity(), stored.seq());
      }
      stored.event().claims().forEach(claim -> add(claim, stored.seq()));
    }

    private void add(Claim claim, long seq) {
      switch (claim) {
        case Claim.Touches touches -> seqs.put(touches.entity(), seq);
        case Claim.BelongsTo belongs -> {
          seqs.put(belongs.child(), seq);
          seqs.put(belongs.parent(), seq);
          moved.add(belongs.child());
        }
        // The members lie below their parent: naming it is enough, however many they are.
        case Claim.Lists lists -> {
          seqs.put(lists.parent(), seq);
          moved.add(lists.parent());
        }
        case Claim.LinksTo links -> {
          seqs.put(links.from(), seq);
          seqs.put(links.to(), seq);
        }
      }
    }
  }
}
