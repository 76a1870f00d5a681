package dev.intentobserve.trace;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Stamp;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When the work of each entity began and ended. */
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

  private static final Map<EntityKind, String> START_EVENTS =
      Map.of(
          EntityKind.SIGNAL, "signal.created",
          EntityKind.SPEC, "spec.created",
          EntityKind.CONTRACT, "contract.started");

  private final EntityLineage lineage;
  private final StateResolver stateResolver;

  EntityTimes(EntityLineage lineage, StateResolver stateResolver) {
    this.lineage = lineage;
    this.stateResolver = stateResolver;
  }

  /** Null for a placeholder. */
  @Nullable Instant start(EntityKey key) {
    EntityFacts facts = lineage.facts(key);
    String beginning = START_EVENTS.get(key.kind());
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
    String state = stateResolver.state(key);
    return switch (key.kind()) {
      case SIGNAL -> signalEnd(key, facts, state);
      case CLUSTER -> clusterEnd(key, facts, state);
      case INTENT -> state.equals("complete") || state.equals("archived") ? intentEnd(facts) : null;
      case SPEC -> stateResolver.specCompleted(key);
      case CONTRACT ->
          state.equals("verified") || state.equals("failed") ? stateResolver.verdictAt(key) : null;
      case APPROVAL -> state.equals("pending") ? null : facts.lastSeen();
      case EXECUTION -> state.equals("complete") ? facts.last("trace.completed") : null;
      default -> INSTANTANEOUS.contains(key.kind()) ? facts.lastSeen() : null;
    };
  }

  private @Nullable Stamp signalEnd(EntityKey key, EntityFacts facts, String state) {
    return switch (state) {
      case "promoted" -> promotion(key, facts);
      case "dismissed" -> facts.last("signal.dismissed");
      case "resolved" -> facts.last("signal.resolved");
      case "clustered" -> {
        var claim = lineage.parent(key, EntityKind.CLUSTER);
        yield claim == null ? facts.last("signal.clustered") : claim.stamp();
      }
      default -> null;
    };
  }

  private @Nullable Stamp promotion(EntityKey key, EntityFacts facts) {
    Stamp own = facts.first("signal.promoted");
    return own != null ? own : lineage.linkedAt(key);
  }

  private @Nullable Stamp clusterEnd(EntityKey key, EntityFacts facts, String state) {
    return switch (state) {
      case "promoted" -> promotion(key, facts);
      case "dissolved" -> facts.last("cluster.dissolved");
      default -> null;
    };
  }

  private static @Nullable Stamp intentEnd(EntityFacts facts) {
    Stamp completed = facts.first("intent.completed");
    return completed != null ? completed : facts.first("intent.archived");
  }

  private static @Nullable Instant time(@Nullable Stamp stamp) {
    return stamp == null ? null : stamp.time();
  }
}
