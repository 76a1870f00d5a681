package dev.intentobserve.model.event;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import java.util.List;

/** What an event says about entities beyond its own. Settled by {@code Stamp}, never by arrival. */
public sealed interface Claim {

  /** The event is also an occurrence in the life of {@code entity}. */
  record Touches(EntityKey entity) implements Claim {
    public Touches {
      requireNonNull(entity, "entity");
    }
  }

  /** {@code child} belongs to {@code parent}; the latest claim for a kind of parent stands. */
  record BelongsTo(EntityKey child, EntityKey parent) implements Claim {
    public BelongsTo {
      requireNonNull(child, "child");
      requireNonNull(parent, "parent");
    }
  }

  /**
   * {@code parent} names its members. Kept as a row for many of them, so that promoting a cluster
   * costs little whatever its size.
   */
  record Lists(EntityKey parent, EntityKind memberKind, List<String> ids) implements Claim {
    public Lists {
      requireNonNull(parent, "parent");
      requireNonNull(memberKind, "memberKind");
      ids = List.copyOf(ids);
    }
  }

  /** A relation that is no place in the tree, such as the signal another signal grew from. */
  record LinksTo(EntityKey from, EntityKey to, String relation) implements Claim {
    public LinksTo {
      requireNonNull(from, "from");
      requireNonNull(to, "to");
      requireNonNull(relation, "relation");
    }
  }
}
