package dev.intentobserve.metrics;

import dev.intentobserve.model.entity.CycleTime;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.SpanMatch;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SliEvent.Outcome;
import dev.intentobserve.model.slo.SliEventBuilder;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SLI event of one entity for an indicator over entities. */
final class EntitySliEvents {
  private EntitySliEvents() {}

  /** Whether this indicator may have an SLI event of an entity of this kind, now or before. */
  static boolean measures(Indicator indicator, EntityState entityState) {
    EntityKind kind = entityState.key().kind();
    return switch (indicator) {
      case Indicator.States states -> states.spans().kind() == kind;
      case Indicator.Latency latency -> latency.spans().kind() == kind;
      case Indicator.Events events -> false;
      case Indicator.Pairs pairs -> false;
      case Indicator.Freshness freshness -> false;
      case Indicator.Timings timings -> false;
    };
  }

  static Optional<SliEvent> of(String id, Indicator indicator, EntityStateRow row, Instant now) {
    return switch (indicator) {
      case Indicator.States states -> states(id, states, row);
      case Indicator.Latency latency -> latency(id, latency, row.entityState(), now);
      case Indicator.Events events -> Optional.empty();
      case Indicator.Pairs pairs -> Optional.empty();
      case Indicator.Freshness freshness -> Optional.empty();
      case Indicator.Timings timings -> Optional.empty();
    };
  }

  private static Optional<SliEvent> states(String id, Indicator.States states, EntityStateRow row) {
    EntityState entityState = row.entityState();
    boolean good = states.good().contains(entityState.state());
    Instant at = reached(row);
    if (at == null
        || !matches(states.spans(), entityState)
        || !(good || states.bad().contains(entityState.state()))) {
      return Optional.empty();
    }
    SliEvent span = span(id, entityState, entityState.start(), entityState.end());
    return Optional.of(LatencyEvaluator.decided(span, good ? Outcome.GOOD : Outcome.BAD, at));
  }

  /** The end of its work; for a state that is not final, the time it was reached. */
  private static @Nullable Instant reached(EntityStateRow row) {
    if (row.entityState().end() != null) {
      return row.entityState().end();
    }
    Instant own = ReachedStates.by(row.facts()).get(row.entityState().state());
    Stamp last = row.facts().lastSeen();
    return own != null || last == null ? own : last.time();
  }

  private static Optional<SliEvent> latency(
      String id, Indicator.Latency latency, EntityState entityState, Instant now) {
    CycleTime cycle = latency.spans().cycle();
    Instant start = cycle == null ? entityState.start() : entityState.marks().get(cycle.from());
    Instant end = cycle == null ? entityState.end() : entityState.marks().get(cycle.to());
    if (start == null || !matches(latency.spans(), entityState)) {
      return Optional.empty();
    }
    return Optional.of(
        LatencyEvaluator.evaluate(span(id, entityState, start, end), start, latency.limit(), now));
  }

  private static SliEvent span(
      String id, EntityState entityState, @Nullable Instant start, @Nullable Instant end) {
    return SliEventBuilder.builder()
        .indicator(id)
        .subject(entityState.key().toString())
        .outcome(Outcome.OPEN)
        .start(start)
        .end(end)
        .traceId(entityState.traceId())
        .build();
  }

  private static boolean matches(SpanMatch spans, EntityState entityState) {
    return spans.kind() == entityState.key().kind()
        && spans.where().entrySet().stream().allMatch(want -> hasValue(entityState, want));
  }

  private static boolean hasValue(EntityState entityState, Map.Entry<String, String> want) {
    String value =
        switch (want.getKey()) {
          case "source" -> entityState.source();
          case "product" -> entityState.product();
          case "level" -> entityState.level();
          default -> null;
        };
    return want.getValue().equals(value);
  }
}
