package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import dev.intentobserve.slo.BurnRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the minute of the failure that has to leave a rolling window before the next failure is
 * allowed, assuming that as many good events arrive as leave. The store counts events of a period,
 * so the search asks for 16 parts of the period at a time: four rounds for the minutes of 28 days.
 *
 * @param needed how many failures have to leave
 * @param from the earliest minute it can be, inclusive
 * @param to exclusive
 * @param before failures before {@code from}
 */
record FailureExpirySearch(
    Objective objective, long needed, Instant from, Instant to, long before) {
  private static final int PARTS = 16;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Null when there is no failure, and for calendar windows, which failures leave all at once. */
  static @Nullable FailureExpirySearch begin(
      Objective objective, SloWindow sloWindow, GoodBadCount tally) {
    boolean worthwhile =
        objective.window() instanceof TimeWindow.Rolling
            && tally.bad() > 0
            && tally.total() >= objective.minEvents();
    return worthwhile
        ? new FailureExpirySearch(
            objective, needed(tally, objective.target()), sloWindow.from(), sloWindow.to(), 0)
        : null;
  }

  /** How many failures have to leave before one more is allowed. */
  static long needed(GoodBadCount tally, double target) {
    long left = BurnRule.allowedWhole(tally.total(), target) - tally.bad();
    return left > 0 ? 1 : Math.min(tally.bad(), 1 - left);
  }

  boolean done() {
    return !to.isAfter(from.plus(MINUTE));
  }

  /** When the found minute leaves the window. */
  Instant expiresAt() {
    Duration length = ((TimeWindow.Rolling) objective.window()).length();
    return SloWindow.minute(from.plus(length).plus(MINUTE));
  }

  /** The parts to count next; {@link #narrowed} expects the counts in this order. */
  List<CountWindow> parts() {
    long minutes = Duration.between(from, to).toMinutes();
    long step = Math.max(1, (minutes + PARTS - 1) / PARTS);
    List<CountWindow> parts = new ArrayList<>();
    for (Instant at = from; at.isBefore(to); at = at.plus(MINUTE.multipliedBy(step))) {
      Instant end = at.plus(MINUTE.multipliedBy(step));
      parts.add(
          new CountWindow(
              objective.scope(), objective.indicatorId(), at, end.isAfter(to) ? to : end));
    }
    return parts;
  }

  /** Continues in the part that holds it; null when failures were corrected in the meantime. */
  @Nullable FailureExpirySearch narrowed(List<GoodBadCount> tallies) {
    List<CountWindow> parts = parts();
    long counted = before;
    for (int i = 0; i < parts.size(); i++) {
      long bad = Math.max(0, tallies.get(i).bad());
      if (counted + bad >= needed) {
        CountWindow part = parts.get(i);
        return new FailureExpirySearch(objective, needed, part.from(), part.to(), counted);
      }
      counted += bad;
    }
    return null;
  }
}
