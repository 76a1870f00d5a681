package dev.intentobserve.alerting.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.model.slo.SloStatus.BurnRate;
import dev.intentobserve.slo.BuiltInAlert;
import dev.intentobserve.slo.BurnRule;
import dev.intentobserve.slo.RuleThresholds;
import dev.intentobserve.slo.openslo.OpenSloParser;
import dev.intentobserve.slo.openslo.ShippedObjectives;
import dev.intentobserve.slo.prometheus.PrometheusRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Routes and silences match the alerts of both evaluations: the service and Prometheus. */
class GeneratedRulesParityTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final String AWKWARD =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: awkward
        labels:
          "9 lives/of-a cat": "yes  and no"
          alertname: Mine
          severity: none
          slo: another
          window: 1h
          short_window: 5m
          burn: bright
          service: another
          empty: ""
          owner: platform
        annotations:
          intent-observe/runbook: https://wiki.example/runs
      spec:
        service: "a  service"
        indicator:
          spec:
            thresholdMetric:
              metricSource:
                type: intent-observe
                spec: {over: freshness, of: trace}
        timeWindow: [{duration: 30d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{op: lt, value: 90, target: 0.999}]
      """;

  @Test
  void burningObjectives_haveTheNamesAndLabelsOfTheGeneratedRules() {
    List<Objective> objectives = new ArrayList<>(ShippedObjectives.objectives());
    objectives.addAll(OpenSloParser.read("awkward.yaml", AWKWARD.getBytes(UTF_8)).objectives());
    assertThat(objectives).extracting(Objective::name).contains("awkward");

    for (Objective objective : objectives) {
      List<Map<String, Object>> rules = alerts(objective);
      List<Burn> burns = reachable(objective);
      assertThat(rules).hasSameSizeAs(burns);
      for (int i = 0; i < burns.size(); i++) {
        Finding finding = SloBurn.evaluate(burning(objective, burns.get(i))).getFirst();
        assertThat(rules.get(i).get("alert")).isEqualTo("SloBurn");
        SortedMap<String, String> labels = labels(rules.get(i));
        assertThat(labels.remove("window")).isNotNull();
        assertThat(labels.remove("short_window")).isNotNull();
        assertThat(labels.remove(TelemetryNames.LABEL_SEVERITY))
            .isEqualTo(finding.severity().code());
        assertThat(labels).isEqualTo(finding.labels());
      }
    }
  }

  @Test
  void labelsOfTheObjective_areMadeValid_andDoNotReplaceOurs() {
    Objective objective =
        OpenSloParser.read("awkward.yaml", AWKWARD.getBytes(UTF_8)).objectives().getFirst();
    Finding finding = SloBurn.evaluate(burning(objective, objective.burns().getFirst())).getFirst();

    assertThat(finding.labels())
        .isEqualTo(
            Map.of(
                "burn", "fast",
                "label_9_lives_of_a_cat", "yes and no",
                "owner", "platform",
                "service", "a service",
                "slo", "awkward"));
    assertThat(finding.description()).endsWith(" Runbook: https://wiki.example/runs");
  }

  @Test
  void builtInRules_haveTheNamesAndSeveritiesOfTheGeneratedOnes() {
    Map<String, String> generated = new TreeMap<>();
    for (Map<String, Object> rule :
        alerts(
            PrometheusRules.files(List.of(), RuleThresholds.DEFAULT)
                .get("intent-observe" + PrometheusRules.RULES))) {
      generated.put(rule.get("alert").toString(), labels(rule).get(TelemetryNames.LABEL_SEVERITY));
    }
    generated.remove("MetricsMissing");

    Map<String, String> builtIn = new TreeMap<>();
    RuleEvaluator.builtIn(RuleConfig.DEFAULT, Duration.ZERO).stream()
        .map(Rule::alert)
        .filter(BuiltInAlert::inPrometheus)
        .forEach(alert -> builtIn.put(alert.alertName(), alert.severity().code()));

    assertThat(generated)
        .isEqualTo(builtIn)
        .isEqualTo(
            Map.of(
                "StaleIntent", "warning",
                "ContractFailure", "critical",
                "VolumeSurge", "warning",
                "TrustDrift", "info",
                "PipelineStall", "warning"));
  }

  /** A burn rate that even a total failure does not reach has no rule. */
  private static List<Burn> reachable(Objective objective) {
    return objective.burns().stream().filter(burn -> BurnRule.reachable(objective, burn)).toList();
  }

  private static SloStatus burning(Objective objective, Burn burn) {
    GoodBadCount bad = new GoodBadCount(0, 1000);
    return new SloStatus(
        objective,
        SloStatus.State.CRITICAL,
        NOW,
        NOW.minusSeconds(3600),
        NOW,
        bad,
        0.0,
        0,
        0.0,
        List.of(new BurnRate(burn, 1.0, 1.0, bad, bad, true)),
        null,
        "It burns.",
        null,
        NOW);
  }

  private static List<Map<String, Object>> alerts(Objective objective) {
    return alerts(
        PrometheusRules.files(List.of(objective), RuleThresholds.DEFAULT)
            .get("slo-" + objective.name() + PrometheusRules.RULES));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> alerts(String yaml) {
    var file =
        (Map<String, List<Map<String, Object>>>)
            new Load(LoadSettings.builder().build()).loadFromString(yaml);
    var rules = (List<Map<String, Object>>) file.get("groups").getFirst().get("rules");
    return rules.stream().filter(rule -> rule.containsKey("alert")).toList();
  }

  @SuppressWarnings("unchecked")
  private static SortedMap<String, String> labels(Map<String, Object> rule) {
    return new TreeMap<>((Map<String, String>) rule.get("labels"));
  }
}
