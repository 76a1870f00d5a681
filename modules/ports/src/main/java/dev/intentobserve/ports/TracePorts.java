package dev.intentobserve.ports;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ports of the trace module. Replies are computed from stored facts and never stored. {@link
 * #PLACES} and {@link #TREES} are answered where events are placed, because they use what is in
 * memory there.
 */
public interface TracePorts {
  /** The tree that {@code ref} names; empty when there is none. */
  Port<TreeOf, Optional<TraceTree>> TREE = Port.at("trace.tree");

  /** The place of each of these entities, without its state. */
  Port<Scoped<Set<EntityKey>>, Map<EntityKey, Placement>> PLACES = Port.at("trace.places");

  /**
   * The trees of some roots, as {@link #PLACES} named them; of the first ones if these are many.
   */
  Port<Scoped<List<EntityKey>>, Trees> TREES = Port.at("trace.trees");

  /** The placement of each requested entity. */
  Port<PlacementsOf, Map<EntityKey, EntityPlacement>> PLACEMENTS = Port.at("trace.placements");

  /** The cursor of the trace module: events up to it are placed. */
  String CURSOR = "trace";

  /**
   * A request for a tree.
   *
   * @param ref an intent or cluster id, a trace id with or without hyphens, or a trace string; a
   *     derived trace id is found only after the trace's summary was saved
   */
  record TreeOf(Scope scope, String ref) {}

  /**
   * Some of the trees that were requested.
   *
   * @param trees without those of roots that are no roots any more
   * @param answered of so many of the first roots, at least one; the others are to be asked again
   * @param failure the code of the error if the only root that was answered has no tree
   */
  record Trees(List<TraceTree> trees, int answered, @Nullable String failure) {
    public Trees {
      trees = List.copyOf(trees);
    }
  }

  /**
   * A request for placements.
   *
   * @param states whether to compute states from parents and children, too, which costs reading
   *     them; without, {@link EntityPlacement#state} is what the entity's own events lead to
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
   * The placement of an entity.
   *
   * @param state of the entity, seen with its parents: a signal of a promoted cluster is promoted
   * @param level the autonomy level {@code L0} to {@code L4}; null where no trust is known
   * @param facts empty for an unknown entity
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
