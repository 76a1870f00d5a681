package dev.intentobserve.ports;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The doors of the room that decides which trace an event belongs to. Answers are never stored. */
public interface TracePorts {
  /** The tree that {@code ref} leads to; empty when it leads nowhere. */
  Port<TreeOf, Optional<TraceTree>> TREE = Port.at("trace.tree");

  /**
   * The tree a root belongs to as soon as it is placed: a promoted cluster leads to its intent's.
   */
  Port<TreeByRoot, Optional<TraceTree>> TREE_BY_ROOT = Port.at("trace.tree-by-root");

  /** Where entities stand today; every key asked for is answered. */
  Port<PlacementsOf, Map<EntityKey, EntityPlacement>> PLACEMENTS = Port.at("trace.placements");

  /** The cursor of the trace room: events up to it are placed. */
  String CURSOR = "trace";

  /**
   * Asks for a tree.
   *
   * @param ref an intent or cluster id, a trace id with or without hyphens, or a trace string; a
   *     derived trace id leads somewhere only once the list of traces was remade
   */
  record TreeOf(Scope scope, String ref) {}

  /**
   * Asks for a tree by its root, as {@link #PLACEMENTS} named it.
   *
   * @param root an intent or a cluster
   */
  record TreeByRoot(Scope scope, EntityKey root) {}

  /**
   * Asks where entities stand.
   *
   * @param states whether states are wanted too; those of intents, clusters and specs depend on
   *     what lies below them and cost a look there. Without, {@link EntityPlacement#state} is their
   *     own life's.
   */
  record PlacementsOf(Scope scope, Set<EntityKey> keys, boolean states) {
    /** With states. */
    public PlacementsOf(Scope scope, Set<EntityKey> keys) {
      this(scope, keys, true);
    }

    public PlacementsOf {
      keys = Set.copyOf(keys);
    }
  }

  /**
   * Where an entity stands.
   *
   * @param state of the entity, seen with its parents: a signal of a promoted cluster is promoted
   * @param level the autonomy level {@code L0} to {@code L4}; null where no trust is known
   * @param facts empty facts for an entity nobody knows
   */
  record EntityPlacement(
      Placement placement,
      String state,
      @Nullable String level,
      List<EntityKey> parents,
      EntityFacts facts) {
    public EntityPlacement {
      parents = List.copyOf(parents);
    }
  }
}
