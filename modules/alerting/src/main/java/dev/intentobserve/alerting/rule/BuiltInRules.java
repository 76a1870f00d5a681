package dev.intentobserve.alerting.rule;

import java.time.Duration;
import java.util.List;

/** The rules that are evaluated for each scope. */
final class BuiltInRules {
  private BuiltInRules() {}

  static List<Rule<?>> all(RuleConfig config, Duration keepFiring) {
    return List.of(
        new StaleIntent(config),
        new ContractFailure(config),
        new VolumeSurge(config),
        new TrustDrift(config),
        new PipelineStall(config),
        new EmitterSilent(config, keepFiring));
  }
}
