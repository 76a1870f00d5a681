package dev.intentobserve.export;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.trace.Placement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The entities of one scope that some events are about, each with the last of these events. */
final class ChangedEntities {
  private final Map<EntityKey, Long> seqs = new HashMap<>();

  void add(StoredEvent stored) {
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
      }
      // The members are in the trace of the parent.
      case Claim.Lists lists -> seqs.put(lists.parent(), seq);
      case Claim.LinksTo links -> {
        seqs.put(links.from(), seq);
        seqs.put(links.to(), seq);
      }
    }
  }

  Set<EntityKey> keys() {
    return seqs.keySet();
  }

  /** The same by the roots of their traces, without those that are in no trace. */
  Map<EntityKey, Map<EntityKey, Long>> byRoot(Map<EntityKey, Placement> places) {
    Map<EntityKey, Map<EntityKey, Long>> roots = new LinkedHashMap<>();
    seqs.forEach(
        (key, seq) -> {
          if (places.get(key) instanceof Placement.InTrace in) {
            roots.computeIfAbsent(in.root(), root -> new HashMap<>()).put(key, seq);
          }
        });
    return roots;
  }
}
