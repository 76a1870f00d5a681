package dev.intentobserve.alert;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the alert room works.
 *
 * @param tick how often objectives and rules are judged
 * @param deadline of each question of a tick
 * @param objectivesDir the watched folder; null for shipped objectives alone. It may be absent.
 * @param poll how often the folder is looked at
 * @param keepFiring how long a condition that comes and goes must be over before its alert is
 */
public record AlertConfig(
    Duration tick,
    Duration deadline,
    @Nullable String objectivesDir,
    Duration poll,
    Duration keepFiring,
    Rules rules) {
  public static final AlertConfig DEFAULT =
      new AlertConfig(
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          null,
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Rules.DEFAULT);

  public AlertConfig {
    Rules.requirePositive(tick, "tick");
    Rules.requirePositive(deadline, "deadline");
    Rules.requirePositive(poll, "poll");
    requireNonNull(keepFiring, "keepFiring");
    requireNonNull(rules, "rules");
  }

  /** The same with another watched folder. */
  public AlertConfig watching(@Nullable String folder) {
    return new AlertConfig(tick, deadline, folder, poll, keepFiring, rules);
  }

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
  public record Rules(
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
    public static final Rules DEFAULT =
        new Rules(
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

    public Rules {
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
}
