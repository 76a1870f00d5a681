package dev.intentobserve.dashboards.alerting;

import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.slo.BurnAlert;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Brings what the built-in evaluator found to Grafana's contact points, where there is no
 * Alertmanager that it could post to. Judges nothing: how many alerts fire is what it says.
 */
final class AlertBridgeRules {
  /** The built-in rules with the severities their alerts can have. */
  static final List<BuiltInRule> BUILTINS =
      List.of(
          new BuiltInRule("StaleIntent", "stale-intent", RuleSeverity.WARNING),
          new BuiltInRule("ContractFailure", "contract-failure", RuleSeverity.CRITICAL),
          new BuiltInRule("VolumeSurge", "volume-surge", RuleSeverity.WARNING),
          new BuiltInRule("TrustDrift", "trust-drift", RuleSeverity.INFO),
          new BuiltInRule("PipelineStall", "pipeline-stall", RuleSeverity.WARNING),
          new BuiltInRule(
              BurnAlert.NAME,
              "slo-burn",
              RuleSeverity.CRITICAL,
              RuleSeverity.WARNING,
              RuleSeverity.INFO),
          new BuiltInRule("EmitterSilent", "emitter-silent", RuleSeverity.WARNING),
          new BuiltInRule("ObjectiveInvalid", "objective-invalid", RuleSeverity.WARNING),
          new BuiltInRule("Test", "test", RuleSeverity.INFO));

  /** A rule that the service itself evaluates. */
  record BuiltInRule(String name, String slug, List<RuleSeverity> severities) {
    BuiltInRule(String name, String slug, RuleSeverity... severities) {
      this(name, slug, List.of(severities));
    }
  }

  private AlertBridgeRules() {}

  static RuleGroup group() {
    return new RuleGroup("bridge", BUILTINS.stream().flatMap(AlertBridgeRules::rules).toList());
  }

  private static Stream<AlertRule> rules(BuiltInRule builtin) {
    return builtin.severities().stream().map(severity -> rule(builtin, severity));
  }

  private static AlertRule rule(BuiltInRule builtin, RuleSeverity severity) {
    String level = severity.name().toLowerCase(Locale.ROOT);
    PromQlExpr firing =
        TimeSeries.of(TelemetryNames.ALERTS_FIRING)
            .where(TelemetryNames.LABEL_RULE, builtin.name())
            .where(TelemetryNames.LABEL_SEVERITY, level)
            .largest();
    return AlertRule.rule("bridge-" + builtin.slug() + "-" + level, builtin.name() + " " + level)
        .above(0, firing)
        .severity(severity)
        .text(
            "The built-in rule " + builtin.name() + " fires",
            "What it found, and the events behind it: intent-observe alerts, or /api/v1/alerts.")
        .labelled(Map.of(TelemetryNames.LABEL_RULE, builtin.name()))
        .shownOn("slo-overview", "")
        .in(GrafanaDeployment.CLOUD)
        .build();
  }
}
