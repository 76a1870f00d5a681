package dev.intentobserve.dashboards.dashboards;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intentobserve.dashboards.dashboards.agent.AelOverviewDashboard;
import dev.intentobserve.dashboards.dashboards.agent.AelToolDashboard;
import dev.intentobserve.dashboards.dashboards.agent.AelWorkflowDashboard;
import dev.intentobserve.dashboards.dashboards.agent.AgentExecutionsDashboard;
import dev.intentobserve.dashboards.dashboards.agent.ClaudeCodeDashboard;
import dev.intentobserve.dashboards.dashboards.agent.HooksDashboard;
import dev.intentobserve.dashboards.dashboards.explore.LogsDashboard;
import dev.intentobserve.dashboards.dashboards.explore.TracesDashboard;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards of other agents' telemetry, as the JSON they become. */
class AgentDashboardsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Dashboard> boards() {
    return Stream.of(
        AgentExecutionsDashboard.create(),
        AelOverviewDashboard.create(),
        AelWorkflowDashboard.create(),
        AelToolDashboard.create(),
        LogsDashboard.create(),
        TracesDashboard.create(),
        HooksDashboard.create(),
        ClaudeCodeDashboard.create());
  }

  @ParameterizedTest
  @MethodSource("boards")
  void board_isAmongAllBoards(Dashboard board) {
    assertThat(DashboardCatalog.all()).extracting(Dashboard::uid).contains(board.uid());
  }

  @ParameterizedTest
  @MethodSource("boards")
  void everyPanel_saysWhatItMeansInWhichUnitAndWhatIsBehindIt(Dashboard board) throws IOException {
    assertThat(panels(board))
        .allSatisfy(
            panel -> {
              assertThat(panel.path("description").asText()).isNotBlank();
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
              assertThat(panel.at("/fieldConfig/defaults/noValue").asText()).isNotBlank();
              assertThat(panel.path("links")).isNotEmpty();
              assertThat(panel.path("targets")).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("boards")
  void panels_haveIdsOfTheirOwn(Dashboard board) throws IOException {
    assertThat(all(board)).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void panels_stayInTheGridAndDoNotOverlap(Dashboard board) throws IOException {
    List<String> cells = new ArrayList<>();
    for (JsonNode panel : all(board)) {
      JsonNode at = panel.path("gridPos");
      assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = 0; x < at.path("w").asInt(); x++) {
        for (int y = 0; y < at.path("h").asInt(); y++) {
          cells.add((at.path("x").asInt() + x) + "," + (at.path("y").asInt() + y));
        }
      }
    }
    assertThat(cells).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void everyDivision_isGuardedAgainstZero(Dashboard board) throws IOException {
    assertThat(queries(board, text -> text.contains(" / ")))
        .allSatisfy(query -> assertThat(query).matches("(?s).* / \\(.* > 0\\).*"));
  }

  @ParameterizedTest
  @MethodSource("boards")
  void everyHistogramQuantile_isOfSumsByEdge(Dashboard board) throws IOException {
    assertThat(queries(board, text -> text.contains("histogram_quantile")))
        .allSatisfy(
            query ->
                assertThat(query)
                    .matches("(?s).*histogram_quantile\\([0-9.]+, sum by \\(le[^)]*\\) \\(.*"));
  }

  @ParameterizedTest
  @MethodSource("boards")
  void everyStreamSelector_asksForSomething(Dashboard board) throws IOException {
    assertThat(queries(board, text -> text.contains("{service_name")))
        .allSatisfy(query -> assertThat(query).containsPattern("\\{service_name=~?\"[a-z$|-]+\"}"));
  }

  /** The demo plays a life of an intent: no other agent runs in it. */
  @ParameterizedTest
  @MethodSource("boards")
  void everyPanel_isListedAsEmptyAfterTheDemo(Dashboard board) throws IOException {
    List<String> listed =
        emptyAfterDemo().stream()
            .filter(line -> line.startsWith(board.uid() + "\t"))
            .map(line -> line.split("\t", -1)[1])
            .toList();
    assertThat(panels(board))
        .extracting(panel -> panel.path("title").asText())
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void listOfEmptyPanels_isSortedAndGivesAReasonForEach() throws IOException {
    assertThat(emptyAfterDemo())
        .isSorted()
        .allSatisfy(line -> assertThat(line).matches("[a-z0-9-]+\t[^\t]+\t[^\t]+"));
  }

  @Test
  void aelShares_areOfAllStatuses() throws IOException {
    for (Dashboard board :
        List.of(
            AelOverviewDashboard.create(),
            AelWorkflowDashboard.create(),
            AelToolDashboard.create())) {
      assertThat(queries(board, text -> text.contains(" / ")))
          .isNotEmpty()
          .allSatisfy(
              query ->
                  assertThat(query.substring(query.indexOf(" / ")))
                      .as("the whole of a share")
                      .doesNotContain("status"));
    }
  }

  @Test
  void aelStatuses_areAllFourWithZeros() throws IOException {
    for (Dashboard board : List.of(AelWorkflowDashboard.create(), AelToolDashboard.create())) {
      JsonNode bars = panel(board, "by status");
      assertThat(bars.path("targets"))
          .extracting(target -> target.path("legendFormat").asText())
          .containsExactly("success", "error", "timeout", "cancelled");
      assertThat(bars.path("targets"))
          .allSatisfy(target -> assertThat(target.path("expr").asText()).contains(" or 0 * "));
    }
  }

  @Test
  void coordination_isShownInAllFourStatesWithZeros() throws IOException {
    for (String title : List.of("Coordination states", "Coordination over time")) {
      JsonNode targets = panel(HooksDashboard.create(), title).path("targets");
      assertThat(targets)
          .extracting(target -> target.path("legendFormat").asText())
          .containsExactly("healthy", "degraded", "blind", "unknown");
      assertThat(targets)
          .allSatisfy(target -> assertThat(target.path("expr").asText()).contains(" or 0 * "));
    }
  }

  @Test
  void firingWithoutAKnownState_isBlind() throws IOException {
    assertThat(panel(HooksDashboard.create(), "Coordination states").at("/targets/2/expr").asText())
        .contains("tapestry_coordination_state!~\"healthy|degraded|unknown\"");
  }

  @Test
  void hooks_countEndsOnly() throws IOException {
    for (JsonNode panel : panels(HooksDashboard.create())) {
      if (!panel.path("title").asText().equals("Starts")) {
        assertThat(panel.path("targets"))
            .allSatisfy(
                target -> assertThat(target.path("expr").asText()).contains("phase=\"end\""));
      }
    }
  }

  @Test
  void hooksWithoutLines_areNotCalledHealthy() throws IOException {
    assertThat(panels(HooksDashboard.create()))
        .allSatisfy(
            panel ->
                assertThat(panel.at("/fieldConfig/defaults/noValue").asText())
                    .contains("does not mean healthy", "OTEL_EXPORTER_OTLP_ENDPOINT"));
  }

  @Test
  void claudeCode_saysHowItIsMadeToSend() throws IOException {
    assertThat(panels(ClaudeCodeDashboard.create()))
        .allSatisfy(
            panel ->
                assertThat(panel.at("/fieldConfig/defaults/noValue").asText())
                    .contains(
                        "CLAUDE_CODE_ENABLE_TELEMETRY=1",
                        "OTEL_METRICS_EXPORTER=otlp",
                        "OTEL_LOGS_EXPORTER=otlp",
                        "OTEL_EXPORTER_OTLP_ENDPOINT=",
                        "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=cumulative"));
  }

  @Test
  void agentLatency_isInMilliseconds() throws IOException {
    for (String title :
        List.of("Latency, p95", "Latency in milliseconds", "Latency distribution")) {
      assertThat(
              panel(AgentExecutionsDashboard.create(), title)
                  .at("/fieldConfig/defaults/unit")
                  .asText())
          .isEqualTo("ms");
    }
  }

  @Test
  void choiceOfAllServices_matchesNoEmptyOne() throws IOException {
    assertThat(JSON.readTree(LogsDashboard.create().json().json()).at("/templating/list"))
        .filteredOn(variable -> variable.path("name").asText().equals("service"))
        .allSatisfy(variable -> assertThat(variable.path("allValue").asText()).isEqualTo(".+"))
        .hasSize(1);
  }

  private static List<String> emptyAfterDemo() throws IOException {
    try (InputStream in = AgentDashboardsTest.class.getResourceAsStream("/empty-after-demo.tsv")) {
      return new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static JsonNode panel(Dashboard board, String title) throws IOException {
    return panels(board).stream()
        .filter(panel -> panel.path("title").asText().contains(title))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> queries(Dashboard board, Predicate<String> which) throws IOException {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : panels(board)) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(target.path("expr").asText());
      }
    }
    queries.removeIf(which.negate());
    return queries;
  }

  private static List<JsonNode> panels(Dashboard board) throws IOException {
    return all(board).stream().filter(panel -> !panel.path("type").asText().equals("row")).toList();
  }

  private static List<JsonNode> all(Dashboard board) throws IOException {
    JsonNode panels = JSON.readTree(board.json().json()).path("panels");
    return StreamSupport.stream(panels.spliterator(), false).toList();
  }
}
