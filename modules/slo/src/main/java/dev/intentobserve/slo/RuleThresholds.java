package dev.intentobserve.slo;

import java.time.Duration;

/**
 * When the five rules about the work as a whole fire.
 *
 * @param stale an open intent without an event for so long
 * @param surge more new signals than this
 * @param surgeWindow within so long
 * @param trustFall mean trust falls by more than this
 * @param trustWindow within so long
 * @param stall no event at all for so long
 */
public record RuleThresholds(
    Duration stale,
    long surge,
    Duration surgeWindow,
    double trustFall,
    Duration trustWindow,
    Duration stall) {
  public static final RuleThresholds DEFAULT =
      new RuleThresholds(
          Duration.ofDays(7),
          20,
          Duration.ofHours(24),
          0.1,
          Duration.ofDays(7),
          Duration.ofHours(48));

  public RuleThresholds {
    requireMinutes(stale, "stale");
    requireMinutes(surgeWindow, "surgeWindow");
    requireMinutes(trustWindow, "trustWindow");
    requireMinutes(stall, "stall");
    if (surge < 0 || !(trustFall > 0)) {
      throw new IllegalArgumentException("surge must not be negative, trustFall above 0");
    }
  }

  private static void requireMinutes(Duration duration, String name) {
    if (duration.toMinutes() < 1 || duration.toSeconds() % 60 != 0) {
      throw new IllegalArgumentException(name + " must be whole minutes, not " + duration);
    }
  }
}
