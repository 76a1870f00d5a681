package dev.intentobserve.alerting;

import static dev.intentobserve.slo.RuleThresholds.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.intentobserve.alerting.rule.RuleConfig;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the alerting module.
 *
 * @param tick how often objectives and rules are evaluated
 * @param deadline of each query of a tick
 * @param objectivesDir the watched folder, which need not exist; null for shipped objectives only
 * @param poll how often the folder is checked for changes
 * @param keepFiring how long a condition that comes and goes must be false before its alert is
 *     resolved
 */
@RecordBuilder
public record AlertingConfig(
    Duration tick,
    Duration deadline,
    @Nullable String objectivesDir,
    Duration poll,
    Duration keepFiring,
    RuleConfig rules)
    implements AlertingConfigBuilder.With {
  public static final AlertingConfig DEFAULT =
      new AlertingConfig(
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          null,
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          RuleConfig.DEFAULT);

  public AlertingConfig {
    requirePositive(tick, "tick");
    requirePositive(deadline, "deadline");
    requirePositive(poll, "poll");
    requireNonNull(keepFiring, "keepFiring");
    requireNonNull(rules, "rules");
  }
}
