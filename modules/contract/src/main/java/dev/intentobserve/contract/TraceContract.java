package dev.intentobserve.contract;

import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.TraceTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The doors of the room that decides which trace an event belongs to. Answers are never stored. */
public interface TraceContract {
  /** The tree that {@code ref} leads to; empty when it leads nowhere. */
  Port<TreeOf, Optional<TraceTree>> TREE = Port.at("trace.tree");

  /**
   * The tree a root belongs to as soon as it is placed: a promoted cluster leads to its intent's.
   */
  Port<RootedIn, Optional<TraceTree>> ROOTED = Port.at("trace.rooted");

  /** Where entities stand today; every key asked for is answered. */
  Port<PlaceOf, Map<EntityKey, Placed>> PLACE = Port.at("trace.place");

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
   * Asks for a tree by its root, as {@link #PLACE} named it.
   *
   * @param root an intent or a cluster
   */
  record RootedIn(Scope scope, EntityKey root) {}

  /**
   * Asks where entities stand.
   *
   * @param states whether states are wanted too; those of intents, clusters and specs depend on
   *     what lies below them and cost a look there. Without, {@link Placed#state} is their own
   *     life's.
   */
  record PlaceOf(Scope scope, Set<EntityKey> keys, boolean states) {
    /** With states. */
    public PlaceOf(Scope scope, Set<EntityKey> keys) {
      this(scope, keys, true);
    }

    public PlaceOf {
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
  record Placed(
      Placement placement,
      String state,
      @Nullable String level,
      List<EntityKey> parents,
      EntityFacts facts) {
    public Placed {
      parents = List.copyOf(parents);
    }
  }
}
