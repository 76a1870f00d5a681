package dev.intentobserve.metrics;

import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Case.Outcome;
import dev.intentobserve.event.CycleTime;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Indicator.SpanMatch;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Stamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The case of one life for an indicator over entities. */
final class LifeCases {
  private LifeCases() {}

  static Optional<Case> of(String id, Indicator indicator, LifeRow row, Instant now) {
    return switch (indicator) {
      case Indicator.States states -> states(id, states, row);
      case Indicator.Latency latency -> latency(id, latency, row.life(), now);
      case Indicator.Events events -> Optional.empty();
      case Indicator.Pairs pairs -> Optional.empty();
      case Indicator.Freshness freshness -> Optional.empty();
      case Indicator.Timings timings -> Optional.empty();
    };
  }

  private static Optional<Case> states(String id, Indicator.States states, LifeRow row) {
    Life life = row.life();
    boolean good = states.good().contains(life.state());
    Instant at = reached(row);
    if (at == null
        || !matches(states.spans(), life)
        || !(good || states.bad().contains(life.state()))) {
      return Optional.empty();
    }
    Case span = span(id, life, life.start(), life.end());
    return Optional.of(Judgement.decided(span, good ? Outcome.GOOD : Outcome.BAD, at));
  }

  /** The end of its work; of a state that ends nothing the moment it came to it. */
  private static @Nullable Instant reached(LifeRow row) {
    if (row.life().end() != null) {
      return row.life().end();
    }
    Instant own = Reached.by(row.facts()).get(row.life().state());
    Stamp last = row.facts().lastSeen();
    return own != null || last == null ? own : last.time();
  }

  private static Optional<Case> latency(
      String id, Indicator.Latency latency, Life life, Instant now) {
    CycleTime cycle = latency.spans().cycle();
    Instant start = cycle == null ? life.start() : life.marks().get(cycle.from());
    Instant end = cycle == null ? life.end() : life.marks().get(cycle.to());
    if (start == null || !matches(latency.spans(), life)) {
      return Optional.empty();
    }
    return Optional.of(Judgement.judge(span(id, life, start, end), start, latency.limit(), now));
  }

  private static Case span(String id, Life life, @Nullable Instant start, @Nullable Instant end) {
    return new Case(
        id,
        life.key().toString(),
        Outcome.OPEN,
        start,
        end,
        null,
        null,
        null,
        null,
        life.traceId());
  }

  private static boolean matches(SpanMatch spans, Life life) {
    return spans.kind() == life.key().kind()
        && spans.where().entrySet().stream().allMatch(want -> carries(life, want));
  }

  private static boolean carries(Life life, Map.Entry<String, String> want) {
    String value =
        switch (want.getKey()) {
          case "source" -> life.source();
          case "product" -> life.product();
          case "level" -> life.level();
          default -> null;
        };
    return want.getValue().equals(value);
  }
}
