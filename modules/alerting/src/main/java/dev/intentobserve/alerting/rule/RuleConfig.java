package dev.intentobserve.alerting.rule;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The thresholds of the built-in rules.
 *
 * @param staleAfter an open intent without an event for so long is stale
 * @param failureAge a failed contract is told of for so long
 * @param surgeSignals more new signals than this within {@code surgeWindow} are a surge
 * @param driftFall mean trust falling by more than this within {@code driftWindow} is a drift
 * @param driftSignals fewer active signals have no mean worth judging
 * @param stalledAfter no work event of any kind for so long is a stall
 * @param silentTimes an emitter is silent when it is quiet for so many times its usual gap
 * @param silentAtLeast and for at least so long
 * @param silentGaps fewer gaps show no rhythm
 */
public record RuleConfig(
    Duration staleAfter,
    Duration failureAge,
    long surgeSignals,
    Duration surgeWindow,
    double driftFall,
    Duration driftWindow,
    long driftSignals,
    Duration stalledAfter,
    int silentTimes,
    Duration silentAtLeast,
    int silentGaps) {
  public static final RuleConfig DEFAULT =
      new RuleConfig(
          Duration.ofDays(7),
          Duration.ofDays(7),
          20,
          Duration.ofHours(24),
          0.1,
          Duration.ofDays(7),
          5,
          Duration.ofHours(48),
          3,
          Duration.ofMinutes(15),
          8);

  public RuleConfig {
    requirePositive(staleAfter, "staleAfter");
    requirePositive(failureAge, "failureAge");
    requirePositive(surgeWindow, "surgeWindow");
    requirePositive(driftWindow, "driftWindow");
    requirePositive(stalledAfter, "stalledAfter");
    requirePositive(silentAtLeast, "silentAtLeast");
    if (surgeSignals < 0 || driftSignals < 1 || silentTimes < 1 || silentGaps < 2) {
      throw new IllegalArgumentException(
          "surgeSignals is at least 0, driftSignals and silentTimes 1, silentGaps 2");
    }
    if (!(driftFall > 0 && driftFall < 1)) {
      throw new IllegalArgumentException("driftFall is between 0 and 1, not " + driftFall);
    }
  }

  private static void requirePositive(Duration duration, String name) {
    if (!requireNonNull(duration, name).isPositive()) {
      throw new IllegalArgumentException(name + " must be positive, not " + duration);
    }
  }
}
