package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Membership;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entity in the {@link EntityGraphCache} with its edges. Edges below may include some that no
 * longer hold; whoever follows them decides by the claims of the other end.
 */
final class GraphNode extends CacheEntry {
  /** Null while no event is about the entity and none claims anything of it. */
  @Nullable EntityFacts facts;

  /** The state that is stored; null where there is none yet. */
  @Nullable EntityState state;

  /** Lists that name this entity, each reduced to it. */
  final List<Membership> claims = new ArrayList<>(0);

  /** The trace strings that this intent claims, in the form in which they are compared. */
  final Set<String> claimedRefs = new HashSet<>(0);

  final Set<EntityKey> below = new HashSet<>(0);

  /** Whether facts, state, claims and claimed trace strings are complete. */
  boolean aboveLoaded;

  /** Whether {@link #below} is complete. */
  boolean belowLoaded;

  /** The part of {@link #weight} that the facts take. */
  int factsWeight;
}
