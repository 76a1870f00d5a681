package dev.intentobserve.trace;

import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Stamp;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When the work of each entity began and ended. */
final class Times {
  /** Nothing is expected to follow: their last event is their end. */
  private static final Set<Kind> POINTS =
      Set.of(
          Kind.ASSERTION,
          Kind.ATOM,
          Kind.DECISION,
          Kind.ELEVATION,
          Kind.OBSERVATION,
          Kind.CAPABILITY,
          Kind.KNOWLEDGE,
          Kind.SYSTEM,
          Kind.OTHER);

  private static final Map<Kind, String> BEGINS_WITH =
      Map.of(
          Kind.SIGNAL, "signal.created",
          Kind.SPEC, "spec.created",
          Kind.CONTRACT, "contract.started");

  private final Lineage lineage;
  private final Judge judge;

  Times(Lineage lineage, Judge judge) {
    this.lineage = lineage;
    this.judge = judge;
  }

  /** Null for a placeholder. */
  @Nullable Instant start(EntityKey key) {
    EntityFacts facts = lineage.facts(key);
    String beginning = BEGINS_WITH.get(key.kind());
    Stamp begun = beginning == null ? null : facts.first(beginning);
    Stamp seen = facts.firstSeen();
    if (key.kind() == Kind.ASSERTION) {
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
    String state = judge.state(key);
    return switch (key.kind()) {
      case SIGNAL -> signalEnd(key, facts, state);
      case CLUSTER -> clusterEnd(key, facts, state);
      case INTENT -> state.equals("complete") || state.equals("archived") ? intentEnd(facts) : null;
      case SPEC -> judge.specCompleted(key);
      case CONTRACT ->
          state.equals("verified") || state.equals("failed") ? judge.verdictAt(key) : null;
      case APPROVAL -> state.equals("pending") ? null : facts.lastSeen();
      case EXECUTION -> state.equals("complete") ? facts.last("trace.completed") : null;
      default -> POINTS.contains(key.kind()) ? facts.lastSeen() : null;
    };
  }

  private @Nullable Stamp signalEnd(EntityKey key, EntityFacts facts, String state) {
    return switch (state) {
      case "promoted" -> promotion(key, facts);
      case "dismissed" -> facts.last("signal.dismissed");
      case "resolved" -> facts.last("signal.resolved");
      case "clustered" -> {
        var claim = lineage.parent(key, Kind.CLUSTER);
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
