package dev.intentobserve.metrics;

import dev.intentobserve.model.slo.Indicator.Limit;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SliEvent.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Compares a duration with a limit. */
final class LatencyEvaluator {
  private LatencyEvaluator() {}

  /**
   * The SLI event with its outcome; {@code span} has all else. Good or bad if it has an end; bad if
   * it has none and the limit has passed; else open. A late one counts at the time the limit
   * passed, whenever that was noticed.
   */
  static SliEvent evaluate(SliEvent span, Instant start, Limit limit, Instant now) {
    Instant due = due(start, limit);
    if (span.end() != null) {
      Duration length = Duration.between(start, span.end());
      boolean good = limit.holds(length.isNegative() ? Duration.ZERO : length);
      Instant late = due == null || span.end().isBefore(due) ? span.end() : due;
      return decided(span, good ? Outcome.GOOD : Outcome.BAD, good ? span.end() : late);
    }
    return due != null && !due.isAfter(now)
        ? decided(span, Outcome.BAD, due)
        : with(span, Outcome.OPEN, null, due);
  }

  /** An open event that has become overdue. */
  static SliEvent overdue(SliEvent open) {
    Instant due = open.due();
    return due == null ? open : decided(open, Outcome.BAD, due);
  }

  /** The first time at which an open event is bad; null if time alone never makes it so. */
  private static @Nullable Instant due(Instant start, Limit limit) {
    Instant passed = start.plus(limit.value());
    return switch (limit.comparison()) {
      case LT -> passed;
      case LTE -> passed.plus(1, ChronoUnit.MICROS);
      case GT, GTE -> null;
    };
  }

  static SliEvent decided(SliEvent span, Outcome outcome, Instant decided) {
    return with(span, outcome, decided, null);
  }

  private static SliEvent with(
      SliEvent span, Outcome outcome, @Nullable Instant decided, @Nullable Instant due) {
    return span.with().outcome(outcome).decided(decided).due(due).build();
  }
}
