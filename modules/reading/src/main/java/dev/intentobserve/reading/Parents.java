package dev.intentobserve.reading;

import dev.intentobserve.event.Claim;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Kind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code parent_id} means. A place in the tree where the parent's prefix tells a kind that can
 * hold the child; otherwise the emitter only says what the child grew from.
 */
final class Parents {
  static final String GREW_FROM = "grew_from";

  private static final Set<Kind> NONE = EnumSet.noneOf(Kind.class);

  /** The kinds that can hold each kind; of others whatever is work. */
  static final Map<Kind, Set<Kind>> HOLDERS =
      Map.of(
          Kind.SIGNAL, EnumSet.of(Kind.CLUSTER),
          Kind.CLUSTER, EnumSet.of(Kind.INTENT),
          Kind.INTENT, NONE,
          Kind.SPEC, EnumSet.of(Kind.INTENT),
          Kind.CONTRACT, EnumSet.of(Kind.SPEC, Kind.INTENT));

  private static final Set<Kind> HOLDERS_OF_OTHERS =
      EnumSet.of(Kind.CONTRACT, Kind.SPEC, Kind.INTENT, Kind.ATOM);

  private Parents() {}

  /**
   * @param joinsIntent whether the event moves its signal into the intent it names
   */
  static Optional<Claim> claim(
      EntityKey child, Envelope envelope, boolean joinsIntent, Set<EventFlag> flags) {
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
    Optional<Kind> told = EntityIds.kind(parentId);
    EntityKey parent = new EntityKey(told.orElse(child.kind()), parentId);
    boolean held =
        told.isEmpty()
            ? !HOLDERS.containsKey(child.kind())
            : holds(child.kind(), told.get()) || (joinsIntent && told.get() == Kind.INTENT);
    return held ? new Claim.BelongsTo(child, parent) : new Claim.LinksTo(child, parent, GREW_FROM);
  }

  private static boolean holds(Kind child, Kind parent) {
    return child != parent && HOLDERS.getOrDefault(child, HOLDERS_OF_OTHERS).contains(parent);
  }
}
