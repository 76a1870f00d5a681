package dev.intentobserve.dashboards.alerting;

import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.event.Names;
import dev.intentobserve.objective.BurnAlert;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Brings what the built-in evaluator found to Grafana's contact points, where there is no
 * Alertmanager that it could post to. Judges nothing: how many alerts fire is what it says.
 */
final class Bridge {
  /** The built-in rules with the severities their alerts can have. */
  static final List<Builtin> BUILTINS =
      List.of(
          new Builtin("StaleIntent", "stale-intent", Severity.WARNING),
          new Builtin("ContractFailure", "contract-failure", Severity.CRITICAL),
          new Builtin("VolumeSurge", "volume-surge", Severity.WARNING),
          new Builtin("TrustDrift", "trust-drift", Severity.INFO),
          new Builtin("PipelineStall", "pipeline-stall", Severity.WARNING),
          new Builtin(
              BurnAlert.NAME, "slo-burn", Severity.CRITICAL, Severity.WARNING, Severity.INFO),
          new Builtin("EmitterSilent", "emitter-silent", Severity.WARNING),
          new Builtin("ObjectiveInvalid", "objective-invalid", Severity.WARNING),
          new Builtin("Test", "test", Severity.INFO));

  /** A rule that the service itself evaluates. */
  record Builtin(String name, String slug, List<Severity> severities) {
    Builtin(String name, String slug, Severity... severities) {
      this(name, slug, List.of(severities));
    }
  }

  private Bridge() {}

  static RuleGroup group() {
    return new RuleGroup("bridge", BUILTINS.stream().flatMap(Bridge::rules).toList());
  }

  private static Stream<AlertRule> rules(Builtin builtin) {
    return builtin.severities().stream().map(severity -> rule(builtin, severity));
  }

  private static AlertRule rule(Builtin builtin, Severity severity) {
    String level = severity.name().toLowerCase(Locale.ROOT);
    Expr firing =
        Series.of(Names.ALERTS_FIRING)
            .where(Names.LABEL_RULE, builtin.name())
            .where(Names.LABEL_SEVERITY, level)
            .largest();
    return AlertRule.rule("bridge-" + builtin.slug() + "-" + level, builtin.name() + " " + level)
        .above(0, firing)
        .severity(severity)
        .says(
            "The built-in rule " + builtin.name() + " fires",
            "What it found, and the events behind it: intent-observe alerts, or /api/v1/alerts.")
        .labelled(Map.of(Names.LABEL_RULE, builtin.name()))
        .shownOn("slo-overview", "")
        .in(Phase.CLOUD)
        .done();
  }
}
