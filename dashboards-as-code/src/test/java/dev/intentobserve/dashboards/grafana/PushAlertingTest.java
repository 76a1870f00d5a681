package dev.intentobserve.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.grafana.PushRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushAlertingTest {
  @TempDir private Path root;
  private FakeGrafana grafana;
  private PushRun project;

  @BeforeEach
  void open() throws IOException {
    grafana = new FakeGrafana();
    project = new PushRun(root, grafana.url());
    project.dashboard("overview", "Overview");
    project.group("pipeline", "pipeline-down", "2m");
  }

  @AfterEach
  void close() {
    grafana.close();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"60s", "24h", "0s"})
  void durationThatGrafanaWritesOtherwise_isTheSame(String duration) throws IOException {
    project.group("pipeline", "pipeline-down", duration);
    project.push();

    assertThat(project.push().lines()).contains("unchanged  rule-group  intent-observe  pipeline");
  }

  @Test
  void ruleThatHandsMayEdit_isReportedAndKept() throws IOException {
    project.push();
    grafana.alerting.unlock("pipeline-down");
    project.group("pipeline", "pipeline-down", "5m");

    assertThat(project.push().lines())
        .contains("hand-edited  rule-group  intent-observe  pipeline");
    assertThat(grafana.alerting.rule("pipeline-down").path("for").asText()).isEqualTo("2m");
  }

  @Test
  void placeholderOfTheDataSource_isReplacedByTheDefaultOne() throws IOException {
    project.push();

    assertThat(grafana.alerting.rule("pipeline-down").findValuesAsText("datasourceUid"))
        .containsExactly("grafanacloud-prom", "__expr__");
    assertThat(grafana.alerting.rule("pipeline-down").findPath("datasource").path("uid").asText())
        .isEqualTo("grafanacloud-prom");
  }

  @Test
  void namedDataSource_isNotLookedFor() throws IOException {
    project.environment.put("GRAFANA_METRICS_UID", "mine");
    project.push();

    assertThat(grafana.requests).doesNotContain("GET /api/datasources");
    assertThat(grafana.alerting.rule("pipeline-down").findValuesAsText("datasourceUid"))
        .containsExactly("mine", "__expr__");
  }

  @Test
  void severalDataSourcesAndNoDefault_asksForAName() throws IOException {
    grafana.sources.removeAll();
    grafana.source("one", "prometheus", false);
    grafana.source("two", "prometheus", false);

    Result result = project.push();

    assertThat(result.exitCode()).isEqualTo(12);
    assertThat(result.err()).contains("GRAFANA_METRICS_UID", "[one, two]");
    assertThat(grafana.writes()).isEmpty();
  }

  @Test
  void contactPointsAndPolicies_arePushedOnlyWhenAskedFor() throws IOException {
    project.notifications("https://hooks.example/secret-path");
    project.push();
    assertThat(grafana.requests).noneMatch(request -> request.contains("policies"));

    project.environment.put("GRAFANA_PUSH_POLICIES", "1");
    Result result = project.push();

    assertThat(result.lines())
        .contains(
            "created  contact-point  ops  ops", "created  policies  tree  notification policies");
    assertThat(String.join("\n", result.out())).doesNotContain("secret-path");
    assertThat(project.push().out()).allMatch(line -> line.startsWith("unchanged  "));
  }

  @Test
  void policiesMadeByHand_areNotReplaced() throws IOException {
    grafana.alerting.policiesByHand();
    project.notifications("https://hooks.example");
    project.environment.put("GRAFANA_PUSH_POLICIES", "1");

    assertThat(project.push().lines())
        .contains("hand-edited  policies  tree  notification policies");
    assertThat(grafana.alerting.policies().path("receiver").asText())
        .isEqualTo("grafana-default-email");
  }
}
