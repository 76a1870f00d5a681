package dev.intentobserve.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.grafana.Pushed.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushTest {
  @TempDir private Path root;
  private FakeGrafana grafana;
  private Pushed project;

  @BeforeEach
  void open() throws IOException {
    grafana = new FakeGrafana();
    project = new Pushed(root, grafana.url());
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
    Result result = project.push();

    int lastOfDifference = result.out().lastIndexOf("+  \"uid\" : \"overview\"");
    assertThat(result.out()).contains("--- grafana/dashboards/overview.json");
    assertThat(lastOfDifference)
        .isPositive()
        .isLessThan(result.out().indexOf(result.lines().getFirst()));
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

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"60s", "24h", "0s"})
  void durationThatGrafanaWritesOtherwise_isTheSame(String duration) throws IOException {
    project.group("pipeline", "pipeline-down", duration);
    project.push();

    assertThat(project.push().lines()).contains("unchanged  rule-group  intent-observe  pipeline");
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
    assertThat(grafana.rule("pipeline-down").path("for").asText()).isEqualTo("5m");
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
    grafana.unlock("pipeline-down");
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
  void ruleThatHandsMayEdit_isReportedAndKept() throws IOException {
    project.push();
    grafana.unlock("pipeline-down");
    project.group("pipeline", "pipeline-down", "5m");

    assertThat(project.push().lines())
        .contains("hand-edited  rule-group  intent-observe  pipeline");
    assertThat(grafana.rule("pipeline-down").path("for").asText()).isEqualTo("2m");
  }

  @Test
  void placeholderOfTheDataSource_isReplacedByTheDefaultOne() throws IOException {
    project.push();

    assertThat(grafana.rule("pipeline-down").findValuesAsText("datasourceUid"))
        .containsExactly("grafanacloud-prom", "__expr__");
    assertThat(grafana.rule("pipeline-down").findPath("datasource").path("uid").asText())
        .isEqualTo("grafanacloud-prom");
  }

  @Test
  void namedDataSource_isNotLookedFor() throws IOException {
    project.environment.put("GRAFANA_METRICS_UID", "mine");
    project.push();

    assertThat(grafana.requests).doesNotContain("GET /api/datasources");
    assertThat(grafana.rule("pipeline-down").findValuesAsText("datasourceUid"))
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
    project.delete(Sources.DASHBOARDS + "/old.json");
    project.delete(Sources.ALERTING + "/olden.json");

    assertThat(project.push().lines())
        .contains("left-over  dashboard  old  Old", "left-over  rule  old-rule  old-rule fires");
    project.environment.put("FORCE", "1");
    project.push();

    assertThat(grafana.dashboard("old").isMissingNode()).isTrue();
    assertThat(grafana.rule("old-rule").isMissingNode()).isTrue();
    assertThat(grafana.rule("pipeline-down").isMissingNode()).isFalse();
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
    grafana.policiesByHand();
    project.notifications("https://hooks.example");
    project.environment.put("GRAFANA_PUSH_POLICIES", "1");

    assertThat(project.push().lines())
        .contains("hand-edited  policies  tree  notification policies");
    assertThat(grafana.policies().path("receiver").asText()).isEqualTo("grafana-default-email");
  }
}
