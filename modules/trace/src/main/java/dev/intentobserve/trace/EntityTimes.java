package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.LifecycleState;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.event.EventCatalog;
import java.time.Instant;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When the work of each entity started and ended. */
final class EntityTimes {
  /** Nothing is expected to follow: their last event is their end. */
  private static final Set<EntityKind> INSTANTANEOUS =
      Set.of(
          EntityKind.ASSERTION,
          EntityKind.ATOM,
          EntityKind.DECISION,
          EntityKind.ELEVATION,
          EntityKind.OBSERVATION,
          EntityKind.CAPABILITY,
          EntityKind.KNOWLEDGE,
          EntityKind.SYSTEM,
          EntityKind.OTHER);

  private static final EventCatalog CATALOG = EventCatalog.standard();
  private static final SequencedSet<String> PROMOTIONS = CATALOG.joining(EntityKind.INTENT);

  /** Where the work begins with another event than the first of all. */
  private static final Map<EntityKind, SequencedSet<String>> START_EVENTS =
      Map.of(
          EntityKind.SIGNAL, CATALOG.creating(EntityKind.SIGNAL),
          EntityKind.SPEC, CATALOG.creating(EntityKind.SPEC),
          EntityKind.CONTRACT, Lifecycle.typesTo(EntityKind.CONTRACT, LifecycleState.STARTED));

  private final EntityLineage lineage;
  private final StateResolver stateResolver;

  EntityTimes(EntityLineage lineage, StateResolver stateResolver) {
    this.lineage = lineage;
    this.stateResolver = stateResolver;
  }

  /** Null for a placeholder. */
  @Nullable Instant start(EntityKey key) {
    EntityFacts facts = lineage.facts(key);
    SequencedSet<String> beginning = START_EVENTS.get(key.kind());
    Stamp begun = beginning == null ? null : facts.first(beginning);
    Stamp seen = facts.firstSeen();
    if (key.kind() == EntityKind.ASSERTION) {
      seen = facts.lastSeen();
    }
    return time(begun != null ? begun : seen);
  }

  /** Null while it is open; never before the start. */
  @Nullable Instant end(EntityKey key) {
    Instant start = start(key);
    Instant end = time(ending(key, lineage.facts(key)));
    return start == null || end == null ? null : end.isBefore(start) ? start : end;
  }

  private @Nullable Stamp ending(EntityKey key, EntityFacts facts) {
    LifecycleState state = stateResolver.state(key);
    boolean closed = Lifecycle.isClosed(key.kind(), state.code());
    return switch (key.kind()) {
      case SIGNAL, CLUSTER -> signalEnd(key, facts, state);
      case INTENT -> closed ? intentEnd(facts) : null;
      case SPEC -> stateResolver.specCompleted(key);
      case CONTRACT -> closed ? stateResolver.verdictAt(key) : null;
      case APPROVAL -> state == LifecycleState.PENDING ? null : facts.lastSeen();
      case EXECUTION -> closed ? facts.last(Lifecycle.typesTo(key.kind(), state)) : null;
      default -> INSTANTANEOUS.contains(key.kind()) ? facts.lastSeen() : null;
    };
  }

  private @Nullable Stamp signalEnd(EntityKey key, EntityFacts facts, LifecycleState state) {
    SequencedSet<String> types = Lifecycle.typesTo(key.kind(), state);
    return switch (state) {
      case PROMOTED -> promotion(key, facts);
      case DISMISSED, RESOLVED, DISSOLVED -> facts.last(types);
      case CLUSTERED -> {
        var claim = lineage.parent(key, EntityKind.CLUSTER);
        yield claim == null ? facts.last(types) : claim.stamp();
      }
      default -> null;
    };
  }

  private @Nullable Stamp promotion(EntityKey key, EntityFacts facts) {
    Stamp own = facts.first(PROMOTIONS);
    return own != null ? own : lineage.linkedAt(key);
  }

  private static @Nullable Stamp intentEnd(EntityFacts facts) {
    Stamp completed = facts.first(Lifecycle.typesTo(EntityKind.INTENT, LifecycleState.COMPLETE));
    return completed != null
        ? completed
        : facts.first(Lifecycle.typesTo(EntityKind.INTENT, LifecycleState.ARCHIVED));
  }

  private static @Nullable Instant time(@Nullable Stamp stamp) {
    return stamp == null ? null : stamp.time();
  }
}
