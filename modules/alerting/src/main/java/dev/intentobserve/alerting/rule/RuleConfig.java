package dev.intentobserve.alerting.rule;

import static dev.intentobserve.slo.RuleThresholds.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.intentobserve.slo.RuleThresholds;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * The settings of the built-in rules.
 *
 * @param thresholds shared with the generated Prometheus rules
 * @param failureAge how long a failed contract keeps its alert; older failures are history
 * @param driftSignals the mean trust of fewer active signals is not compared
 * @param silentTimes an emitter is silent after this many times its usual gap
 * @param silentAtLeast but not before this
 * @param silentGaps the usual gap is learned from at least this many gaps
 */
@RecordBuilder
public record RuleConfig(
    RuleThresholds thresholds,
    Duration failureAge,
    long driftSignals,
    int silentTimes,
    Duration silentAtLeast,
    int silentGaps)
    implements RuleConfigBuilder.With {
  public static final RuleConfig DEFAULT =
      new RuleConfig(RuleThresholds.DEFAULT, Duration.ofDays(7), 5, 3, Duration.ofMinutes(15), 8);

  public RuleConfig {
    requireNonNull(thresholds, "thresholds");
    requirePositive(failureAge, "failureAge");
    requirePositive(silentAtLeast, "silentAtLeast");
    if (driftSignals < 1 || silentTimes < 1 || silentGaps < 2) {
      throw new IllegalArgumentException(
          "driftSignals and silentTimes must be at least 1, silentGaps at least 2");
    }
  }

  public RuleConfig withStale(Duration duration) {
    return withThresholds(thresholds.withStale(duration));
  }

  public RuleConfig withSurge(long signals) {
    return withThresholds(thresholds.withSurge(signals));
  }

  public RuleConfig withStall(Duration duration) {
    return withThresholds(thresholds.withStall(duration));
  }
}
