package dev.intentobserve.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.grafana.PushRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushTest {
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

  @Test
  void firstPush_createsFolderDashboardsAndRules() throws IOException {
    Result result = project.push();

    assertThat(result.lines())
        .containsExactly(
            "created  folder  intent-observe  Intent Observe",
            "created  dashboard  overview  Overview",
            "created  rule-group  intent-observe  pipeline");
    assertThat(result.exitCode()).isZero();
    assertThat(grafana.folderOf("overview")).isEqualTo("intent-observe");
    assertThat(grafana.dashboard("overview").path("message").asText())
        .matches("intent-observe [0-9a-f]{12}");
  }

  @Test
  void difference_isShownBeforeAnythingIsWritten() throws IOException {
    project.push();
    project.dashboard("overview", "Everything");

    Result result = project.push();

    assertThat(result.out().subList(0, 2))
        .containsExactly(
            "--- grafana/dashboards/overview.json", "+++ generated/dashboards/overview.json");
    assertThat(result.out().indexOf("+  \"title\" : \"Everything\","))
        .isPositive()
        .isLessThan(result.out().indexOf(result.lines().getFirst()));
  }

  @Test
  void newDashboard_isToldByItsSize() throws IOException {
    assertThat(project.push().out())
        .contains("+++ generated/dashboards/overview.json  new, 5 lines");
  }

  @Test
  void secondPush_writesNothing() throws IOException {
    project.push();
    grafana.writes();

    Result result = project.push();

    assertThat(result.out())
        .containsExactly(
            "unchanged  folder  intent-observe  Intent Observe",
            "unchanged  dashboard  overview  Overview",
            "unchanged  rule-group  intent-observe  pipeline");
    assertThat(grafana.writes()).isEmpty();
  }

  @Test
  void ourChange_isWrittenOnTopOfOurVersion() throws IOException {
    project.push();
    project.dashboard("overview", "Everything");
    project.group("pipeline", "pipeline-down", "5m");

    Result result = project.push();

    assertThat(result.lines())
        .contains(
            "changed  dashboard  overview  Everything",
            "changed  rule-group  intent-observe  pipeline");
    assertThat(result.out())
        .contains("-  \"title\" : \"Overview\",", "+  \"title\" : \"Everything\",")
        .contains("-    \"for\" : \"2m\",", "+    \"for\" : \"5m\",");
    assertThat(grafana.dashboard("overview").path("title").asText()).isEqualTo("Everything");
    assertThat(grafana.alerting.rule("pipeline-down").path("for").asText()).isEqualTo("5m");
  }

  @Test
  void handEditedDashboard_isReportedAndKept() throws IOException {
    project.push();
    grafana.editByHand("overview", "My overview", "nicer");
    grafana.writes();

    Result result = project.push();

    assertThat(result.lines()).contains("hand-edited  dashboard  overview  Overview");
    assertThat(result.out()).contains("-  \"title\" : \"My overview\",");
    assertThat(result.err()).contains("FORCE=1");
    assertThat(result.exitCode()).isZero();
    assertThat(grafana.writes()).isEmpty();
  }

  @Test
  void handEditedDashboard_staysSoWhenOursChangesToo() throws IOException {
    project.push();
    grafana.editByHand("overview", "My overview", "");
    project.dashboard("overview", "Everything");

    project.push();

    assertThat(grafana.dashboard("overview").path("title").asText()).isEqualTo("My overview");
  }

  @Test
  void force_overwritesWhatHandsChanged() throws IOException {
    project.push();
    grafana.editByHand("overview", "My overview", "nicer");
    grafana.alerting.unlock("pipeline-down");
    project.environment.put("FORCE", "1");

    Result result = project.push();

    assertThat(result.lines())
        .contains(
            "changed  dashboard  overview  Overview",
            "changed  rule-group  intent-observe  pipeline");
    assertThat(grafana.dashboard("overview").path("title").asText()).isEqualTo("Overview");
    project.environment.remove("FORCE");
    assertThat(project.push().out()).allMatch(line -> line.startsWith("unchanged  "));
  }

  @Test
  void foreignDashboardWithOurUid_isNotOurs() throws IOException {
    grafana.saveByHand("overview", "elsewhere");

    assertThat(project.push().lines()).contains("hand-edited  dashboard  overview  Overview");
  }

  @Test
  void dashboardMovedByHand_staysWhereItIs() throws IOException {
    project.push();
    grafana.moveByHand("overview", "favourites");

    assertThat(project.push().lines()).contains("unchanged  dashboard  overview  Overview");
    project.dashboard("overview", "Everything");
    project.push();

    assertThat(grafana.folderOf("overview")).isEqualTo("favourites");
  }

  @Test
  void handThatIsFasterThanThePush_wins() throws IOException {
    project.push();
    project.dashboard("overview", "Everything");
    grafana.beforeSave = () -> grafana.editByHand("overview", "My overview", "just now");

    Result result = project.push();

    assertThat(result.lines()).contains("hand-edited  dashboard  overview  Everything");
    assertThat(grafana.dashboard("overview").path("title").asText()).isEqualTo("My overview");
  }

  @Test
  void versionsOfOlderReleases_areReadToo() throws IOException {
    grafana.versionsAsArray = true;
    project.push();

    assertThat(project.push().lines()).contains("unchanged  dashboard  overview  Overview");
  }

  @Test
  void dryRun_showsEverythingAndWritesNothing() throws IOException {
    Result result = project.run("push", "--dry-run");

    assertThat(result.lines()).contains("created  dashboard  overview  Overview");
    assertThat(result.err()).contains("nothing was written");
    assertThat(grafana.writes()).isEmpty();
    assertThat(grafana.empty()).isTrue();
  }

  @Test
  void whatIsNoLongerGenerated_isToldAndDeletedOnlyByForce() throws IOException {
    project.dashboard("old", "Old");
    project.group("olden", "old-rule", "1m");
    project.push();
    project.delete(GeneratedResources.DASHBOARDS + "/old.json");
    project.delete(GeneratedResources.ALERTING + "/olden.json");

    assertThat(project.push().lines())
        .contains("left-over  dashboard  old  Old", "left-over  rule  old-rule  old-rule fires");
    project.environment.put("FORCE", "1");
    project.push();

    assertThat(grafana.dashboard("old").isMissingNode()).isTrue();
    assertThat(grafana.alerting.rule("old-rule").isMissingNode()).isTrue();
    assertThat(grafana.alerting.rule("pipeline-down").isMissingNode()).isFalse();
  }
}
