package dev.intentobserve.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.grafana.PushRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpushTest {
  @TempDir private Path root;
  private FakeGrafana grafana;
  private PushRun project;

  @BeforeEach
  void pushed() throws IOException {
    grafana = new FakeGrafana();
    project = new PushRun(root, grafana.url());
    project.dashboard("overview", "Overview");
    project.group("pipeline", "pipeline-down", "2m");
    project.notifications("https://hooks.example");
    project.environment.put("GRAFANA_PUSH_POLICIES", "1");
    project.push();
  }

  @AfterEach
  void close() {
    grafana.close();
  }

  @Test
  void everythingPushed_isTakenBack() throws IOException {
    Result result = project.run("unpush");

    assertThat(result.lines())
        .containsExactly(
            "deleted  rule  pipeline-down  pipeline-down fires",
            "deleted  dashboard  overview  Overview",
            "deleted  policies  tree  notification policies",
            "deleted  contact-point  ops  ops",
            "deleted  folder  intent-observe  Intent Observe");
    assertThat(grafana.empty()).isTrue();
    assertThat(project.run("unpush").exitCode()).isZero();
  }

  @Test
  void whatHandsMadeOrChanged_staysAndSoDoesItsFolder() throws IOException {
    grafana.editByHand("overview", "My overview", "nicer");
    grafana.saveByHand("mine", "intent-observe");

    Result result = project.run("unpush");

    assertThat(result.lines())
        .contains(
            "kept  dashboard  mine  Mine",
            "kept  dashboard  overview  My overview",
            "kept  folder  intent-observe  Intent Observe");
    assertThat(grafana.dashboard("mine").isMissingNode()).isFalse();
    assertThat(grafana.hasFolder("intent-observe")).isTrue();
  }

  @Test
  void ruleMadeByHandInOurFolder_keepsTheFolder() throws IOException {
    grafana.alerting.unlock("pipeline-down");

    project.run("unpush");

    assertThat(grafana.alerting.rule("pipeline-down").isMissingNode()).isFalse();
    assertThat(grafana.hasFolder("intent-observe")).isTrue();
  }

  @Test
  void whatWePushedOnce_goesAlsoWhenNoLongerGenerated() throws IOException {
    project.delete(GeneratedResources.DASHBOARDS + "/overview.json");

    project.run("unpush");

    assertThat(grafana.dashboard("overview").isMissingNode()).isTrue();
  }

  @Test
  void policiesChangedSince_stay() throws IOException {
    grafana.alerting.policiesByHand();

    assertThat(project.run("unpush").lines())
        .contains("kept  policies  tree  notification policies");
  }

  @Test
  void dryRun_deletesNothing() throws IOException {
    grafana.writes();

    Result result = project.run("unpush", "--dry-run");

    assertThat(result.lines()).contains("deleted  dashboard  overview  Overview");
    assertThat(grafana.writes()).isEmpty();
  }
}
