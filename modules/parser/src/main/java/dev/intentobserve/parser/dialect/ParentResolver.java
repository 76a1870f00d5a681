package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.EventFlag;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code parent_id} means: the parent in the tree where the prefix of the id is of a kind that
 * can contain the child; otherwise only where the child originated.
 */
final class ParentResolver {
  static final String GREW_FROM = "grew_from";

  private static final Set<EntityKind> NONE = EnumSet.noneOf(EntityKind.class);

  /** The kinds that can contain each kind; for all others see {@link #DEFAULT_PARENT_KINDS}. */
  static final Map<EntityKind, Set<EntityKind>> PARENT_KINDS =
      Map.of(
          EntityKind.SIGNAL, EnumSet.of(EntityKind.CLUSTER),
          EntityKind.CLUSTER, EnumSet.of(EntityKind.INTENT),
          EntityKind.INTENT, NONE,
          EntityKind.SPEC, EnumSet.of(EntityKind.INTENT),
          EntityKind.CONTRACT, EnumSet.of(EntityKind.SPEC, EntityKind.INTENT));

  private static final Set<EntityKind> DEFAULT_PARENT_KINDS =
      EnumSet.of(EntityKind.CONTRACT, EntityKind.SPEC, EntityKind.INTENT, EntityKind.ATOM);

  private ParentResolver() {}

  /**
   * @param joinsIntent whether the event moves its signal into the intent it names
   */
  static Optional<Claim> claim(
      EntityKey child, EventEnvelope envelope, boolean joinsIntent, Set<EventFlag> flags) {
    Optional<String> parent =
        envelope
            .text("parent_id")
            .flatMap(id -> EntityIds.clean(id, EnumSet.noneOf(EventFlag.class)));
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    if (parent.get().equals(child.id())) {
      flags.add(EventFlag.SELF_PARENT);
      return Optional.empty();
    }
    return Optional.of(claim(child, parent.get(), joinsIntent));
  }

  private static Claim claim(EntityKey child, String parentId, boolean joinsIntent) {
    Optional<EntityKind> told = EntityIds.kind(parentId);
    EntityKey parent = new EntityKey(told.orElse(child.kind()), parentId);
    boolean isTreeParent =
        told.isEmpty()
            ? !PARENT_KINDS.containsKey(child.kind())
            : holds(child.kind(), told.get()) || (joinsIntent && told.get() == EntityKind.INTENT);
    return isTreeParent
        ? new Claim.BelongsTo(child, parent)
        : new Claim.LinksTo(child, parent, GREW_FROM);
  }

  private static boolean holds(EntityKind child, EntityKind parent) {
    return child != parent
        && PARENT_KINDS.getOrDefault(child, DEFAULT_PARENT_KINDS).contains(parent);
  }
}
