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
 * The entities of one scope that the events of a page are about.
 *
 * @param seqs the last event about each entity
 * @param reparented entities that may have reparented in the tree, together with everything below
 *     them
 */
record ChangedEntities(Scope scope, Map<EntityKey, Long> seqs, Set<EntityKey> reparented) {
  ChangedEntities {
    requireNonNull(scope, "scope");
    seqs = Collections.unmodifiableMap(new LinkedHashMap<>(seqs));
    reparented = Set.copyOf(reparented);
  }

  /** One for each scope, in the order of the events. */
  static List<ChangedEntities> in(List<StoredEvent> events) {
    Map<Scope, Collector> scopes = new LinkedHashMap<>();
    for (StoredEvent stored : events) {
      scopes.computeIfAbsent(stored.scope(), scope -> new Collector()).add(stored);
    }
    return scopes.entrySet().stream()
        .map(e -> new ChangedEntities(e.getKey(), e.getValue().seqs, e.getValue().reparented))
        .toList();
  }

  private static final class Collector {
    private final Map<EntityKey, Long> seqs = new LinkedHashMap<>();
    private final Set<EntityKey> reparented = new HashSet<>();

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
          reparented.add(belongs.child());
        }
        // The members are below the parent, so it is enough to mark the parent.
        case Claim.Lists lists -> {
          seqs.put(lists.parent(), seq);
          reparented.add(lists.parent());
        }
        case Claim.LinksTo links -> {
          seqs.put(links.from(), seq);
          seqs.put(links.to(), seq);
        }
      }
    }
  }
}
