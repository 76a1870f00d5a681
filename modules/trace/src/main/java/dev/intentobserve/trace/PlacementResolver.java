package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers where entities are placed. Pure. */
final class PlacementResolver {
  private static final int MAX_PARENTS = 64;
  private static final EntityKey NONE = new EntityKey(EntityKind.OTHER, "none");

  private PlacementResolver() {}

  /** One placement for each key; states as far as the lineage was loaded. */
  static Map<EntityKey, EntityPlacement> place(EntityLineage lineage, Set<EntityKey> keys) {
    Map<EntityKey, StateResolver> stateResolvers = new HashMap<>();
    StateResolver ofOrphans = new StateResolver(lineage, EntityTree.forest(lineage, NONE));
    Map<EntityKey, EntityPlacement> placed = new HashMap<>();
    for (EntityKey key : keys) {
      EntityKey root = lineage.root(key);
      StateResolver stateResolver =
          root == null
              ? ofOrphans
              : stateResolvers.computeIfAbsent(
                  root, r -> new StateResolver(lineage, EntityTree.of(lineage, r)));
      placed.put(
          key,
          new EntityPlacement(
              placement(lineage, key, root),
              stateResolver.state(key).code(),
              TrustLevel.level(lineage.facts(key)),
              parents(lineage, key, root),
              lineage.facts(key)));
    }
    return placed;
  }

  static Placement placement(EntityLineage lineage, EntityKey key) {
    return placement(lineage, key, lineage.root(key));
  }

  private static Placement placement(
      EntityLineage lineage, EntityKey key, @Nullable EntityKey root) {
    if (root == null) {
      return new Placement.Orphan();
    }
    String spanId = TraceIds.spanId(lineage.scope(), key, "");
    return new Placement.InTrace(lineage.traceId(root), root, spanId);
  }

  /** Nearest first, up to the root. */
  private static List<EntityKey> parents(
      EntityLineage lineage, EntityKey key, @Nullable EntityKey root) {
    List<EntityKey> parents = new ArrayList<>();
    EntityKey current = lineage.parent(key);
    while (current != null && parents.size() < MAX_PARENTS && !parents.contains(current)) {
      parents.add(current);
      current = lineage.parent(current);
    }
    if (root != null && !root.equals(key) && !parents.contains(root)) {
      parents.add(root);
    }
    return parents;
  }
}
