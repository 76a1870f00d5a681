package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The topmost ancestor under which each entity's state is computed: its root, else the topmost
 * entity above it; in a cycle without a root, the smallest key. Results are cached; for one thread.
 */
final class TopAncestors {
  private final EntityLineage lineage;
  private final Map<EntityKey, EntityKey> ofOrphans = new HashMap<>();

  TopAncestors(EntityLineage lineage) {
    this.lineage = lineage;
  }

  /** Whether an entity of this kind is a root when nothing is above it. */
  static boolean roots(EntityKind kind) {
    return kind == EntityKind.INTENT || kind == EntityKind.CLUSTER;
  }

  EntityKey of(EntityKey key) {
    EntityKey root = lineage.root(key);
    return root != null ? root : topmost(key);
  }

  /**
   * Entities whose states a change of {@code key} may change: its own, and those that count it
   * although it is elsewhere, as a cluster counts a signal of an intent.
   */
  Set<EntityKey> affectedBy(EntityKey key) {
    Set<EntityKey> topAncestors = new LinkedHashSet<>();
    topAncestors.add(of(key));
    EntityKey parent = lineage.parent(key);
    if (parent != null) {
      topAncestors.add(of(parent));
    }
    var cluster = lineage.parent(key, EntityKind.CLUSTER);
    if (cluster != null) {
      topAncestors.add(of(new EntityKey(EntityKind.CLUSTER, cluster.value())));
    }
    return topAncestors;
  }

  private EntityKey topmost(EntityKey key) {
    List<EntityKey> path = new ArrayList<>();
    Set<EntityKey> onPath = new HashSet<>();
    EntityKey current = key;
    EntityKey above = key;
    while (above != null && !ofOrphans.containsKey(above) && onPath.add(above)) {
      path.add(above);
      current = above;
      above = lineage.parent(above);
    }
    EntityKey top = current;
    if (above != null) {
      top =
          ofOrphans.containsKey(above)
              ? ofOrphans.get(above)
              : Collections.min(path.subList(path.indexOf(above), path.size()));
    }
    for (EntityKey visited : path) {
      ofOrphans.put(visited, top);
    }
    return top;
  }
}
