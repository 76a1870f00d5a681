package dev.intentobserve.slo.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.slo.RuleThresholds;
import dev.intentobserve.slo.openslo.OpenSloParser;
import dev.intentobserve.slo.openslo.OpenSloResult;
import dev.intentobserve.slo.openslo.ShippedObjectives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself reads what is generated, and runs it. */
@Tag("peer")
final class PrometheusPeerTest {
  /** Names, texts and targets that are easily written wrong. */
  private static final String AWKWARD =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: no-failure-at-all-and-a-name-that-is-as-long-as-a-name-may-be-x
        labels:
          "9 lives/of-a cat": "yes: {{ $value }} 'and' \\"more\\" # not a comment"
          alertname: Mine
          empty: ""
        annotations:
          intent-observe/min-events: 1
          intent-observe/runbook: https://wiki.example/a?b=c&d={{e}}
      spec:
        description: |
          Several   lines: with {{ "braces" }},
            quotes ' and ", a # and a ünïcode → arrow 😀, and %d %s.
        service: "a: b {{c}}"
        indicator:
          spec:
            thresholdMetric:
              metricSource:
                type: intent-observe
                spec: {over: freshness, of: trace}
        timeWindow:
          - {duration: 1M, calendar: {startTime: '2026-01-01 00:00:00', timeZone: UTC}}
        budgetingMethod: Occurrences
        objectives: [{op: lt, value: 90, target: 1}]
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: short, annotations: {intent-observe/min-events: 1000}}
      spec:
        service: s
        indicator:
          spec:
            thresholdMetric:
              metricSource:
                type: intent-observe
                spec: {over: freshness, of: trace}
        timeWindow: [{duration: 1h, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{op: lt, value: 90, target: 0.9999}]
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: silent}
      spec:
        service: s
        indicator:
          spec:
            thresholdMetric:
              metricSource:
                type: intent-observe
                spec: {over: freshness, of: trace}
        timeWindow: [{duration: 1h, isRolling: true}]
        budgetingMethod: Occurrences
        alertPolicies: []
        objectives: [{op: lt, value: 90, target: 0.5}]
      """;

  @TempDir Path dir;

  @Test
  void shippedRules_areSoundAndFireInTheirMinutes() throws Exception {
    check(PrometheusRules.files(ShippedObjectives.objectives(), RuleThresholds.DEFAULT));
  }

  @Test
  void awkwardObjectives_areSoundAndFireInTheirMinutes() throws Exception {
    OpenSloResult parsed = OpenSloParser.read("awkward.yaml", AWKWARD.getBytes(UTF_8));
    assertThat(parsed.problems()).isEmpty();
    List<Objective> objectives = parsed.objectives();
    assertThat(objectives).hasSize(3);
    check(PrometheusRules.files(objectives, RuleThresholds.DEFAULT));
  }

  private void check(SortedMap<String, String> files) throws Exception {
    List<String> rules = new ArrayList<>(List.of("promtool", "check", "rules"));
    List<String> tests = new ArrayList<>(List.of("promtool", "test", "rules"));
    for (var file : files.entrySet()) {
      Files.writeString(dir.resolve(file.getKey()), file.getValue());
      (file.getKey().endsWith(PrometheusRules.RULES) ? rules : tests).add(file.getKey());
    }
    run(rules);
    run(tests);
    Path config = dir.resolve("lint");
    Files.writeString(config, Files.readString(Path.of("../../.yamllint")));
    run(List.of("yamllint", "--strict", "-c", config.toString(), dir.toString()));
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path output = dir.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> read(output)).isZero();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
