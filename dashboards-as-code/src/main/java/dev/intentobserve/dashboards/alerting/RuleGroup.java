package dev.intentobserve.dashboards.alerting;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.deploy.DeploymentPhase;
import java.util.List;

/**
 * Rules that are evaluated together, once a minute.
 *
 * @param name is also the rules' label {@code area}
 */
public record RuleGroup(String name, List<AlertRule> rules) {
  /** Seconds between two evaluations. */
  static final int INTERVAL = 60;

  public RuleGroup {
    requireNonNull(name, "name");
    rules = List.copyOf(rules);
    rules.forEach(AlertRule::check);
  }

  /** The rules of the group for one phase. */
  RuleGroup in(DeploymentPhase phase) {
    return new RuleGroup(name, rules.stream().filter(rule -> rule.phases.contains(phase)).toList());
  }
}
