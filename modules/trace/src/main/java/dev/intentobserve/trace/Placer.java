package dev.intentobserve.trace;

import dev.intentobserve.contract.TraceContract.Placed;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says where entities stand. Pure. */
final class Placer {
  private static final int LONGEST_CHAIN = 64;
  private static final EntityKey NOBODY = new EntityKey(Kind.OTHER, "nobody");

  private Placer() {}

  /** One answer for each key; states as far as the lineage reaches. */
  static Map<EntityKey, Placed> place(Lineage lineage, Set<EntityKey> keys) {
    Map<EntityKey, Judge> judges = new HashMap<>();
    Judge ofOrphans = new Judge(lineage, Tree.loose(lineage, NOBODY));
    Map<EntityKey, Placed> placed = new HashMap<>();
    for (EntityKey key : keys) {
      EntityKey root = lineage.root(key);
      Judge judge =
          root == null
              ? ofOrphans
              : judges.computeIfAbsent(root, r -> new Judge(lineage, Tree.of(lineage, r)));
      placed.put(
          key,
          new Placed(
              placement(lineage, key, root),
              judge.state(key),
              Trust.level(lineage.facts(key)),
              parents(lineage, key, root),
              lineage.facts(key)));
    }
    return placed;
  }

  private static Placement placement(Lineage lineage, EntityKey key, @Nullable EntityKey root) {
    if (root == null) {
      return new Placement.Orphan();
    }
    String spanId = Ids.spanId(lineage.scope(), key, "");
    return root.kind() == Kind.INTENT
        ? new Placement.InTrace(lineage.traceId(root), root, spanId)
        : new Placement.Provisional(lineage.traceId(root), root, spanId);
  }

  /** Nearest first, up to the root. */
  private static List<EntityKey> parents(Lineage lineage, EntityKey key, @Nullable EntityKey root) {
    List<EntityKey> parents = new ArrayList<>();
    EntityKey here = lineage.parent(key);
    while (here != null && parents.size() < LONGEST_CHAIN && !parents.contains(here)) {
      parents.add(here);
      here = lineage.parent(here);
    }
    if (root != null && !root.equals(key) && !parents.contains(root)) {
      parents.add(root);
    }
    return parents;
  }
}
