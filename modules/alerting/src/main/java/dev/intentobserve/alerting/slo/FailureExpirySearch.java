package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the minute in which the failure lies that has to leave a rolling window before the next one
 * is allowed. Figures are sums over stretches, so it is found by asking for sixteen parts of the
 * stretch at a time: four rounds for the minutes of 28 days. It is taken that as many good cases
 * come as leave.
 *
 * @param needed so many failures have to leave
 * @param from the minute is not before this one
 * @param to it is before this one
 * @param before failures that lie before {@code from}
 */
record FailureExpirySearch(
    Objective objective, long needed, Instant from, Instant to, long before) {
  private static final int PARTS = 16;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Where there is something to find; null for windows that failures do not leave one by one. */
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

  /** How many failures have to leave before the number of those allowed grows by one. */
  static long needed(GoodBadCount tally, double target) {
    long left = ErrorBudget.allowedWhole(tally.total(), target) - tally.bad();
    return left > 0 ? 1 : Math.min(tally.bad(), 1 - left);
  }

  boolean done() {
    return !to.isAfter(from.plus(MINUTE));
  }

  /** When that minute leaves the window. */
  Instant expiresAt() {
    Duration length = ((TimeWindow.Rolling) objective.window()).length();
    return SloWindow.minute(from.plus(length).plus(MINUTE));
  }

  /** The parts to ask for next; {@link #narrowed} expects their tallies in this order. */
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

  /** The part it lies in; null when the failures are no longer there: they were taken back. */
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
