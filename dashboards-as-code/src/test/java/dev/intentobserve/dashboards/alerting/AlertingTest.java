package dev.intentobserve.dashboards.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intentobserve.dashboards.GeneratedFile;
import dev.intentobserve.dashboards.boards.Boards;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.event.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Grafana is told to watch hangs together. */
final class AlertingTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path ROOT = Path.of("..");

  private static List<AlertRule> rules(List<RuleGroup> groups) {
    return groups.stream().flatMap(group -> group.rules().stream()).toList();
  }

  @Test
  void uidsAndTitles_areEachRulesOwn() {
    List<AlertRule> rules = rules(Alerting.groups());
    assertThat(rules.stream().map(AlertRule::uid)).doesNotHaveDuplicates();
    // Grafana wants titles unique within a folder, too.
    assertThat(rules.stream().map(AlertRule::title)).doesNotHaveDuplicates();
  }

  @Test
  void noFile_hasADollarSign_whichGrafanaMayTakeForAVariable() {
    assertThat(Alerting.files())
        .allSatisfy(file -> assertThat(file.content()).as(file.path()).doesNotContain("$"));
  }

  @Test
  void everyCondition_isAnExpressionOfTheRule_overAQueryOfTheRule() throws IOException {
    int conditions = 0;
    for (JsonNode rule : bodies().flatMap(AlertingTest::rulesOf).toList()) {
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
    assertThat(conditions).isEqualTo(rules(Alerting.groups(Phase.CLOUD)).size());
  }

  private static Stream<JsonNode> bodies() throws IOException {
    List<JsonNode> bodies = new ArrayList<>();
    for (GeneratedFile file : Alerting.files()) {
      if (file.path().startsWith(Alerting.API)) {
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
    assertThat(rules(Alerting.groups(Phase.CLOUD)))
        .containsAll(Bridge.group().rules())
        .containsAll(OwnRules.group().rules());
    for (Phase phase : List.of(Phase.COMPOSE, Phase.KUBERNETES)) {
      assertThat(rules(Alerting.groups(phase)))
          .doesNotContainAnyElementsOf(Bridge.group().rules())
          .containsAll(OwnRules.group().rules());
    }
  }

  /** The names of the rules are read where they stand; the test alert's is shared by modules. */
  @Test
  void everyBuiltInRule_isBridged() throws IOException {
    Pattern name = Pattern.compile("String (?:NAME|ALERT) = \"([A-Z][A-Za-z]+)\"");
    Set<String> names = new TreeSet<>(Set.of(Alert.TEST));
    for (String room : List.of("alert", "objective")) {
      Path folder = ROOT.resolve("modules/" + room + "/src/main/java/dev/intentobserve/" + room);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          name.matcher(Files.readString(file))
              .results()
              .forEach(found -> names.add(found.group(1)));
        }
      }
    }
    assertThat(Bridge.BUILTINS.stream().map(Bridge.Builtin::name))
        .containsExactlyInAnyOrderElementsOf(names);
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
            rules(Alerting.groups()).stream().map(AlertRule::title).toList());
  }

  @Test
  void runbooks_areLinkedByTheAnchorOfTheirHeading() {
    assertThat(OwnRules.group().rules().getFirst().runbook())
        .isEqualTo("docs/operations/alerts-grafana.md#intent-observe-is-not-scraped");
    assertThat(CollectorRules.group().rules().getFirst().runbook())
        .isEqualTo("docs/operations/alerts-grafana.md#the-collectors-queue-is-nearly-full");
  }

  @Test
  void panelsThatRulesNameAreThere() throws IOException {
    for (Dashboard board : Boards.all()) {
      Set<Integer> ids = new HashSet<>();
      MAPPER
          .readTree(board.json().json())
          .path("panels")
          .forEach(p -> ids.add(p.path("id").asInt()));
      assertThat(
              rules(Alerting.groups()).stream()
                  .map(AlertRule::shown)
                  .filter(shown -> shown.dashboard().equals(board.uid()))
                  .filter(shown -> !shown.panel().isEmpty()))
          .allSatisfy(shown -> assertThat(ids).as(shown.panel()).contains(Panel.id(shown.panel())));
    }
  }

  @Test
  void ruleWithADollarSignOrWithoutWords_isAMistake() {
    AlertRule.Draft draft = AlertRule.rule("x", "X").above(0, new Expr("up"));
    assertThatThrownBy(() -> draft.says("{{ $labels.job }}", "b").done())
        .hasMessageContaining("dollar");
    assertThatThrownBy(() -> draft.says("a", "").done()).hasMessageContaining("lacks words");
  }

  @Test
  void ruleThatTwoUidsOfGrafanaWouldNotFit_isAMistake() {
    assertThatThrownBy(
            () ->
                AlertRule.rule("x".repeat(41), "X").says("a", "b").above(0, new Expr("up")).done())
        .hasMessageContaining("40");
  }
}
