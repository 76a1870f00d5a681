package dev.intentobserve.dashboards.alerting;

import dev.intentobserve.dashboards.deploy.DeploymentPhase;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.slo.BuiltInAlert;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Forwards alerts of the service's own rules to Grafana's contact points, where there is no
 * Alertmanager to post them to. These rules only repeat how many alerts fire.
 */
final class AlertBridgeRules {
  /** The built-in alerts, and the test alert. */
  static final List<BuiltInRule> BUILTINS =
      Stream.concat(
              Arrays.stream(BuiltInAlert.values())
                  .map(alert -> new BuiltInRule(alert.alertName(), alert.severities())),
              Stream.of(new BuiltInRule(Alert.TEST, List.of(Severity.INFO))))
          .toList();

  /** A rule that the service evaluates. */
  record BuiltInRule(String name, List<Severity> severities) {
    /** {@code stale-intent}. */
    String slug() {
      return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
  }

  private AlertBridgeRules() {}

  static RuleGroup group() {
    return new RuleGroup("bridge", BUILTINS.stream().flatMap(AlertBridgeRules::rules).toList());
  }

  private static Stream<AlertRule> rules(BuiltInRule builtin) {
    return builtin.severities().stream().map(severity -> rule(builtin, severity));
  }

  private static AlertRule rule(BuiltInRule builtin, Severity severity) {
    String level = severity.code();
    MetricExpr firing =
        TimeSeries.of(TelemetryNames.ALERTS_FIRING)
            .where(TelemetryNames.LABEL_RULE, builtin.name())
            .where(TelemetryNames.LABEL_SEVERITY, level)
            .largest();
    return AlertRule.rule("bridge-" + builtin.slug() + "-" + level, builtin.name() + " " + level)
        .above(0, firing)
        .severity(severity)
        .text(
            "The built-in rule " + builtin.name() + " fires",
            "For details and the events behind it: intent-observe alerts, or /api/v1/alerts.")
        .labelled(TelemetryNames.LABEL_RULE, builtin.name())
        .shownOn("slo-overview")
        .onlyIn(DeploymentPhase.CLOUD);
  }
}
