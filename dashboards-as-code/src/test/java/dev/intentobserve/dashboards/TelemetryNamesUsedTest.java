package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intentobserve.dashboards.alerting.AlertingFiles;
import dev.intentobserve.dashboards.dashboards.DashboardCatalog;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Whatever is shown, watched or written about is something that somebody emits. */
final class TelemetryNamesUsedTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path ROOT = Path.of("..");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]+`");

  /** Paths and files have names of their own. */
  private static final Pattern PATH = Pattern.compile("\\S*/\\S*|\\S+\\.(?:yaml|json|jsonl|md)\\b");

  private static List<Map<?, ?>> rules;
  private static KnownTelemetryNames known;

  @BeforeAll
  static void read() throws IOException {
    rules = prometheusRules();
    Set<String> recorded = new TreeSet<>();
    rules.stream()
        .filter(r -> r.containsKey("record"))
        .forEach(r -> recorded.add(text(r, "record")));
    known = new KnownTelemetryNames(recorded);
  }

  private static List<Map<?, ?>> prometheusRules() throws IOException {
    List<Map<?, ?>> found = new ArrayList<>();
    for (Path file : files("infra/prometheus", ".rules.yaml")) {
      Load load = new Load(LoadSettings.builder().build());
      Map<?, ?> root = (Map<?, ?>) load.loadFromString(Files.readString(file));
      for (Object group : (List<?>) root.get("groups")) {
        ((List<?>) ((Map<?, ?>) group).get("rules")).forEach(rule -> found.add((Map<?, ?>) rule));
      }
    }
    return found;
  }

  private static List<Path> files(String folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private static String text(Map<?, ?> rule, String key) {
    return String.valueOf(rule.get(key));
  }

  @Test
  void dashboards_askOnlyForWhatIsEmitted() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Dashboard board : DashboardCatalog.all()) {
      JsonNode json = MAPPER.readTree(board.json().json());
      for (JsonNode panel : json.path("panels")) {
        String where = board.uid() + " / " + panel.path("title").asText() + ": ";
        panel.path("targets").forEach(t -> unknown(t).forEach(name -> unknown.add(where + name)));
      }
      for (JsonNode variable : json.at("/templating/list")) {
        if (variable.path("type").asText().equals("query")) {
          known
              .unknownInPromql(labelValues(variable))
              .forEach(name -> unknown.add(board.uid() + ": " + name));
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static List<String> unknown(JsonNode target) {
    return switch (target.at("/datasource/type").asText()) {
      case "prometheus" -> known.unknownInPromql(target.path("expr").asText());
      case "loki" -> known.unknownInLogql(target.path("expr").asText());
      case "tempo" -> known.unknownInTraceql(target.path("query").asText());
      default -> List.of();
    };
  }

  /** {@code label_values(series, label)} as an expression that names both. */
  private static String labelValues(JsonNode variable) {
    return variable
        .at("/query/query")
        .asText()
        .replaceAll("label_values\\((.*), (\\w+)\\)", "sum by ($2) ($1)");
  }

  @Test
  void alertRules_judgeOnlyWhatIsEmitted() {
    assertThat(AlertingFiles.groups().stream().flatMap(group -> group.rules().stream()))
        .isNotEmpty()
        .allSatisfy(
            rule ->
                assertThat(known.unknownInPromql(rule.expression().text()))
                    .as(rule.uid())
                    .isEmpty());
  }

  @Test
  void rulesForPrometheus_judgeOnlyWhatIsEmittedOrRecorded() {
    assertThat(rules)
        .hasSizeGreaterThan(100)
        .allSatisfy(
            rule ->
                assertThat(known.unknownInPromql(text(rule, "expr")))
                    .as(rule.toString())
                    .isEmpty());
  }

  @Test
  void documents_nameOnlyWhatIsEmitted() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (Path file : files("docs/operations", ".md")) {
      CODE.matcher(Files.readString(file))
          .results()
          .map(code -> PATH.matcher(code.group()).replaceAll(" "))
          .flatMap(code -> known.unknownInWords(code).stream())
          .forEach(name -> unknown.add(file.getFileName() + ": " + name));
    }
    assertThat(unknown).isEmpty();
  }

  @Test
  void namesThatNobodyEmits_areCaught() {
    assertThat(known.unknownInPromql("sum by (source) (intent_signals{source=~\"$source\"})"))
        .containsExactly("intent_signals");
    assertThat(known.unknownInPromql("rate(intent_events_total{sources=\"cli\"}[5m])"))
        .containsExactly("sources");
    assertThat(known.unknownInPromql("max by (tennant) (up) or on (jobs) vector(1)"))
        .containsExactly("jobs", "tennant");
    assertThat(known.unknownInPromql("jvm_memory_used_bytes / process_cpu_seconds_total"))
        .isEmpty();
    assertThat(known.unknownInLogql("{service_name=\"intent\"} | intent_sauce=\"x\""))
        .containsExactly("intent_sauce");
    assertThat(known.unknownInLogql("{service_name=\"intent\"} | intent_data_title=\"x\""))
        .isEmpty();
    assertThat(known.unknownInTraceql("{ span.intent.knd = \"intent\" }"))
        .containsExactly("intent.knd");
    assertThat(known.unknownInWords("`intent_observe_exports_up` of `intent_observe_export_up`"))
        .containsExactly("intent_observe_exports_up");
    assertThat(known.unknownInWords("`ael_workflows_total`, `intent.signals.totals`"))
        .containsExactly("ael_workflows_total", "intent.signals.totals");
  }
}
