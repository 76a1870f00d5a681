package dev.intentobserve.cli.command.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.TestTerminal;
import dev.intentobserve.cli.TestTerminal.CommandResult;
import dev.intentobserve.slo.RuleThresholds;
import dev.intentobserve.slo.openslo.ShippedObjectives;
import dev.intentobserve.slo.prometheus.PrometheusRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SloCommandTest {
  private static final String RUNS =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: NAME}
      spec:
        service: runs
        indicator:
          spec:
            thresholdMetric:
              metricSource:
                type: intent-observe
                spec: {over: spans, kind: execution}
        timeWindow: [{duration: 28d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{op: lte, value: 5m, target: 0.99}]
      """;

  @TempDir Path dir;

  @Test
  void validate_listsValidObjectives() throws IOException {
    CommandResult ran = new TestTerminal().run("slo", "validate", file("a.yaml", "runs"));
    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            {
              "objectives": [
                {
                  "name": "runs",
                  "origin": "%s:1",
                  "target": 0.99,
                  "indicator": "latency execution {} lte PT5M"
                }
              ],
              "problems": []
            }
            """
                .formatted(dir.resolve("a.yaml")));
  }

  @Test
  void validate_readsAFolderAsTheServiceDoes() throws IOException {
    file("a.yaml", "runs");
    file("b.yml", "walks");
    file("notes.txt", "none");
    CommandResult ran =
        new TestTerminal().run("slo", "validate", dir.toString(), "--format", "text");
    assertThat(ran).isEqualTo(new CommandResult(0, "2 objectives, 0 problems\n", ""));
  }

  @Test
  void validate_namesFileLineFieldAndFix() {
    String broken = RUNS.replace("NAME", "runs").replace("0.99", "99").replace("op: lte", "op: up");
    CommandResult text =
        new TestTerminal().input(broken).run("slo", "validate", "-", "--format", "text");
    assertThat(text.exit()).isEqualTo(2);
    assertThat(text.out())
        .isEqualTo(
            """
            -:14: spec.objectives[0].target: must be above 0 and at most 1, such as 0.99; for percent say targetPercent
            -:14: spec.objectives[0].op: must be lt or lte: longer is worse
            0 objectives, 2 problems
            """);
    CommandResult lines =
        new TestTerminal().input(broken).run("slo", "validate", "-", "--format", "ndjson");
    assertThat(lines.exit()).isEqualTo(2);
    assertThat(lines.out().lines().skip(1).toList())
        .containsExactly(
            "{\"file\":\"-\",\"line\":14,\"field\":\"spec.objectives[0].op\","
                + "\"message\":\"must be lt or lte: longer is worse\"}");
  }

  @Test
  void validate_rejectsANameInTwoFiles() throws IOException {
    CommandResult ran =
        new TestTerminal()
            .run(
                "slo",
                "validate",
                file("a.yaml", "runs"),
                file("b.yaml", "runs"),
                "--format",
                "text");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out())
        .isEqualTo(
            "%s:0: metadata.name: the name runs is already used by %s:1\n2 objectives, 1 problem\n"
                .formatted(dir.resolve("b.yaml"), dir.resolve("a.yaml")));
  }

  @Test
  void validate_missingFile_isExitTen() {
    assertThat(new TestTerminal().run("slo", "validate", dir.resolve("none").toString()).exit())
        .isEqualTo(10);
  }

  @Test
  void rules_ofTheBuiltInObjectives() throws IOException {
    Path out = dir.resolve("out");
    CommandResult ran =
        new TestTerminal().run("slo", "rules", "--out", out.toString(), "--format", "text");
    Map<String, String> expected =
        PrometheusRules.files(ShippedObjectives.objectives(), RuleThresholds.DEFAULT);
    assertThat(ran)
        .isEqualTo(new CommandResult(0, expected.size() + " files written to " + out + "\n", ""));
    assertThat(contents(out)).isEqualTo(expected);
  }

  @Test
  void rules_ofAFolderReplaceBuiltInOnes() throws IOException {
    file("a.yaml", "runs");
    file("b.yml", "api-latency-p95");
    Path out = Files.createDirectory(dir.resolve("out"));
    Files.writeString(out.resolve("slo-gone.rules.yaml"), "");
    CommandResult ran =
        new TestTerminal()
            .run("slo", "rules", "--objectives", dir.toString(), "--out", out.toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEqualTo("slo-gone.rules.yaml belongs to no objective; delete it\n");
    assertThat(contents(out)).containsKeys("slo-runs.rules.yaml", "slo-runs_test.yaml");
    assertThat(contents(out).get("slo-api-latency-p95.rules.yaml"))
        .contains("Generated from objective api-latency-p95 (" + dir.resolve("b.yml") + ":1)");
  }

  @Test
  void rules_ofAnInvalidFolder_areNotWritten() throws IOException {
    Files.writeString(dir.resolve("a.yaml"), "kind: SLO\n");
    Path out = dir.resolve("out");
    CommandResult ran =
        new TestTerminal()
            .run("slo", "rules", "--objectives", dir.toString(), "--out", out.toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("intent-observe: no rules written\n" + dir.resolve("a.yaml") + ":1: ");
    assertThat(out).doesNotExist();
  }

  @Test
  void rules_forMimir_areInTheirNamespace() throws IOException {
    Path out = dir.resolve("out");
    new TestTerminal()
        .run("slo", "rules", "--out", out.toString(), "--namespace", "intent observe");
    assertThat(contents(out).keySet()).allMatch(name -> name.endsWith(".rules.yaml"));
    assertThat(contents(out).get("slo-api-latency-p95.rules.yaml"))
        .contains("\nnamespace: \"intent observe\"\ngroups:\n");
  }

  private String file(String name, String objective) throws IOException {
    return Files.writeString(dir.resolve(name), RUNS.replace("NAME", objective)).toString();
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
