package dev.intentobserve.slo;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * Thresholds of the rules in {@link BuiltInAlert}, shared by the service and the generated
 * Prometheus rules.
 *
 * @param stale an open intent without an event for this long is stale
 * @param surge more new signals than this within {@code surgeWindow} are a surge
 * @param trustFall mean trust that falls by more than this within {@code trustWindow} is a drift;
 *     between 0 and 1
 * @param stall no work event for this long is a stall
 */
@RecordBuilder
public record RuleThresholds(
    Duration stale,
    long surge,
    Duration surgeWindow,
    double trustFall,
    Duration trustWindow,
    Duration stall)
    implements RuleThresholdsBuilder.With {
  public static final RuleThresholds DEFAULT =
      new RuleThresholds(
          Duration.ofDays(7),
          20,
          Duration.ofHours(24),
          0.1,
          Duration.ofDays(7),
          Duration.ofHours(48));

  public RuleThresholds {
    requirePositive(stale, "stale");
    requirePositive(surgeWindow, "surgeWindow");
    requirePositive(trustWindow, "trustWindow");
    requirePositive(stall, "stall");
    if (surge < 0) {
      throw new IllegalArgumentException("surge must not be negative, not " + surge);
    }
    if (!(trustFall > 0 && trustFall < 1)) {
      throw new IllegalArgumentException("trustFall must be between 0 and 1, not " + trustFall);
    }
  }

  public static void requirePositive(Duration duration, String name) {
    if (!requireNonNull(duration, name).isPositive()) {
      throw new IllegalArgumentException(name + " must be positive, not " + duration);
    }
  }
}
