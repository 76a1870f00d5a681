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
import java.util.stream.Stream;

/**
 * Under whom each entity's life is made: its root, else the topmost entity above it. Of a circle
 * without a root that is the smallest name in it. Remembers its answers; for one thread.
 */
final class TopAncestors {
  private final EntityLineage lineage;
  private final Map<EntityKey, EntityKey> ofOrphans = new HashMap<>();

  TopAncestors(EntityLineage lineage) {
    this.lineage = lineage;
  }

  /** Whether an entity of this kind is the root of a trace as soon as nothing is above it. */
  static boolean roots(EntityKind kind) {
    return kind == EntityKind.INTENT || kind == EntityKind.CLUSTER;
  }

  EntityKey of(EntityKey key) {
    EntityKey root = lineage.root(key);
    return root != null ? root : topmost(key);
  }

  /**
   * Those whose lives a change of {@code key} may change: its own, and those that count it although
   * it stands elsewhere, as a cluster counts a signal that an intent took.
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

  /**
   * What must still be fetched to be sure who stands under {@code topAncestors}: a family reaches
   * down, and who is in it by a trace string only may be claimed from outside, or bear the name of
   * an intent outside. What claims tie to an intent within is certain.
   */
  Set<EntityKey> unresolved(Set<EntityKey> topAncestors) {
    Set<EntityKey> unresolved = new HashSet<>();
    for (EntityKey key : lineage.allKeys()) {
      if (lineage.hasFacts(key) && !lineage.claimed(key) && topAncestors.contains(of(key))) {
        Stream.concat(
                Stream.ofNullable(lineage.parent(key)),
                lineage
                    .unclaimed(key)
                    .filter(ref -> !ref.isBlank())
                    .map(ref -> new EntityKey(EntityKind.INTENT, ref)))
            .filter(above -> !lineage.hasFacts(above))
            .forEach(unresolved::add);
      }
    }
    return unresolved;
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
