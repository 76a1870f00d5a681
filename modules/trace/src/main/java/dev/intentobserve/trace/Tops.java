package dev.intentobserve.trace;

import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
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
final class Tops {
  private final Lineage lineage;
  private final Map<EntityKey, EntityKey> ofOrphans = new HashMap<>();

  Tops(Lineage lineage) {
    this.lineage = lineage;
  }

  /** Whether an entity of this kind is the root of a trace as soon as nothing is above it. */
  static boolean roots(Kind kind) {
    return kind == Kind.INTENT || kind == Kind.CLUSTER;
  }

  EntityKey of(EntityKey key) {
    EntityKey root = lineage.root(key);
    return root != null ? root : topmost(key);
  }

  /**
   * Those whose lives a change of {@code key} may change: its own, and those that count it although
   * it stands elsewhere, as a cluster counts a signal that an intent took.
   */
  Set<EntityKey> concernedBy(EntityKey key) {
    Set<EntityKey> tops = new LinkedHashSet<>();
    tops.add(of(key));
    EntityKey parent = lineage.parent(key);
    if (parent != null) {
      tops.add(of(parent));
    }
    var cluster = lineage.parent(key, Kind.CLUSTER);
    if (cluster != null) {
      tops.add(of(new EntityKey(Kind.CLUSTER, cluster.value())));
    }
    return tops;
  }

  /**
   * What must still be fetched to be sure who stands under {@code tops}: a family reaches down, and
   * who is in it by a trace string only may be claimed from outside, or bear the name of an intent
   * outside. What claims tie to an intent within is certain.
   */
  Set<EntityKey> unsure(Set<EntityKey> tops) {
    Set<EntityKey> unsure = new HashSet<>();
    for (EntityKey key : lineage.everyone()) {
      if (lineage.hasFacts(key) && !lineage.claimed(key) && tops.contains(of(key))) {
        Stream.concat(
                Stream.ofNullable(lineage.parent(key)),
                lineage
                    .unclaimed(key)
                    .filter(ref -> !ref.isBlank())
                    .map(ref -> new EntityKey(Kind.INTENT, ref)))
            .filter(above -> !lineage.hasFacts(above))
            .forEach(unsure::add);
      }
    }
    return unsure;
  }

  private EntityKey topmost(EntityKey key) {
    List<EntityKey> path = new ArrayList<>();
    Set<EntityKey> onPath = new HashSet<>();
    EntityKey here = key;
    EntityKey above = key;
    while (above != null && !ofOrphans.containsKey(above) && onPath.add(above)) {
      path.add(above);
      here = above;
      above = lineage.parent(above);
    }
    EntityKey top = here;
    if (above != null) {
      top =
          ofOrphans.containsKey(above)
              ? ofOrphans.get(above)
              : Collections.min(path.subList(path.indexOf(above), path.size()));
    }
    for (EntityKey climbed : path) {
      ofOrphans.put(climbed, top);
    }
    return top;
  }
}
