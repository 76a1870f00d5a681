package dev.intentobserve.dashboards.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intentobserve.dashboards.dashboards.DashboardCatalog;
import dev.intentobserve.dashboards.deploy.DeploymentPhase;
import dev.intentobserve.dashboards.output.GeneratedFile;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.slo.BuiltInAlert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Grafana is told to watch hangs together. */
final class AlertingFilesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path ROOT = Path.of("..");

  private static List<AlertRule> rules(List<RuleGroup> groups) {
    return groups.stream().flatMap(group -> group.rules().stream()).toList();
  }

  private static List<String> uids(List<RuleGroup> groups) {
    return rules(groups).stream().map(AlertRule::uid).toList();
  }

  @Test
  void uidsAndTitles_areEachRulesOwn() {
    List<AlertRule> rules = rules(AlertingFiles.groups());
    assertThat(uids(AlertingFiles.groups())).doesNotHaveDuplicates();
    // Grafana wants titles unique within a folder, too.
    assertThat(rules.stream().map(AlertRule::title)).doesNotHaveDuplicates();
  }

  @Test
  void noFile_hasADollarSign_whichGrafanaMayTakeForAVariable() {
    assertThat(AlertingFiles.files())
        .allSatisfy(file -> assertThat(file.content()).as(file.path()).doesNotContain("$"));
  }

  @Test
  void everyCondition_isAnExpressionOfTheRule_overAQueryOfTheRule() throws IOException {
    int conditions = 0;
    for (JsonNode rule : bodies().flatMap(AlertingFilesTest::rulesOf).toList()) {
      List<String> refIds = new ArrayList<>();
      rule.path("data").forEach(data -> refIds.add(data.path("refId").asText()));
      assertThat(refIds).contains(rule.path("condition").asText()).doesNotHaveDuplicates();
      for (JsonNode data : rule.path("data")) {
        assertThat(data.at("/model/refId")).isEqualTo(data.path("refId"));
        if (data.path("datasourceUid").asText().equals("__expr__")) {
          assertThat(refIds).contains(data.at("/model/expression").asText());
          conditions++;
        }
      }
    }
    assertThat(conditions).isEqualTo(rules(AlertingFiles.groups(DeploymentPhase.CLOUD)).size());
  }

  private static Stream<JsonNode> bodies() throws IOException {
    List<JsonNode> bodies = new ArrayList<>();
    for (GeneratedFile file : AlertingFiles.files()) {
      if (file.path().startsWith(AlertingFiles.API)) {
        bodies.add(MAPPER.readTree(file.content()));
      }
    }
    return bodies.stream().filter(body -> body.has("rules"));
  }

  private static Stream<JsonNode> rulesOf(JsonNode group) {
    List<JsonNode> rules = new ArrayList<>();
    group.path("rules").forEach(rules::add);
    return rules.stream();
  }

  @Test
  void builtInAlerts_areBridgedWhereThereIsNoAlertmanager_andOnlyThere() {
    assertThat(uids(AlertingFiles.groups(DeploymentPhase.CLOUD)))
        .containsAll(uids(List.of(AlertBridgeRules.group())))
        .containsAll(uids(List.of(ServiceAlertRules.group())));
    for (DeploymentPhase phase : List.of(DeploymentPhase.COMPOSE, DeploymentPhase.KUBERNETES)) {
      assertThat(uids(AlertingFiles.groups(phase)))
          .doesNotContainAnyElementsOf(uids(List.of(AlertBridgeRules.group())))
          .containsAll(uids(List.of(ServiceAlertRules.group())));
    }
  }

  @Test
  void everyBuiltInAlert_isBridged_andTheTestAlert() {
    Set<String> names = new TreeSet<>(Set.of(Alert.TEST));
    for (BuiltInAlert alert : BuiltInAlert.values()) {
      names.add(alert.alertName());
    }
    assertThat(AlertBridgeRules.BUILTINS.stream().map(AlertBridgeRules.BuiltInRule::name))
        .containsExactlyInAnyOrderElementsOf(names);
    assertThat(names).contains("StaleIntent", "SloBurn", "EmitterSilent", "ObjectiveInvalid");
  }

  @Test
  void everyRule_hasARunbook_andEveryRunbookARule() throws IOException {
    List<String> headings =
        Files.readString(ROOT.resolve(AlertRule.RUNBOOKS))
            .lines()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring("### ".length()))
            .toList();
    assertThat(headings)
        .containsExactlyElementsOf(
            rules(AlertingFiles.groups()).stream().map(AlertRule::title).toList());
  }

  @Test
  void runbooks_areLinkedByTheAnchorOfTheirHeading() {
    assertThat(ServiceAlertRules.group().rules().getFirst().runbook())
        .isEqualTo("docs/operations/alerts-grafana.md#intent-observe-is-not-scraped");
    assertThat(CollectorAlertRules.group().rules().getFirst().runbook())
        .isEqualTo("docs/operations/alerts-grafana.md#the-collectors-queue-is-nearly-full");
  }

  @Test
  void dashboardsThatRulesNameAreThere() {
    assertThat(DashboardCatalog.all().stream().map(Dashboard::uid))
        .containsAll(rules(AlertingFiles.groups()).stream().map(rule -> rule.dashboard).toList());
  }

  @Test
  void ruleWithADollarSignOrWithoutWords_isAMistake() {
    assertThatThrownBy(AlertRule.rule("x", "X").text("{{ $labels.job }}", "b")::check)
        .hasMessageContaining("dollar");
    assertThatThrownBy(AlertRule.rule("x", "X").text("a", "")::check)
        .hasMessageContaining("needs a summary");
    assertThatThrownBy(() -> new RuleGroup("group", List.of(AlertRule.rule("x", "X"))))
        .hasMessageContaining("needs a summary");
  }

  @Test
  void ruleThatTwoUidsOfGrafanaWouldNotFit_isAMistake() {
    assertThatThrownBy(AlertRule.rule("x".repeat(41), "X").text("a", "b")::check)
        .hasMessageContaining("40");
  }
}
