package dev.intentobserve.dashboards.deploy.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.deploy.DeploymentFiles;
import dev.intentobserve.dashboards.deploy.ParsedFile;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GrafanaProvisioningTest {
  private static final String PATH =
      DeploymentFiles.PROVISIONING + "datasources/intent-observe.yaml";
  private static final ParsedFile SOURCES = ParsedFile.yaml(PATH);

  private static ParsedFile source(int number) {
    return SOURCES.under("datasources", number);
  }

  private static List<Object> all(String key) {
    return List.of(0, 1, 2, 3, 4).stream().map(i -> source(i).at(key)).toList();
  }

  @Test
  void uids_areThoseThatDashboardsName() {
    assertThat(all("uid")).containsExactly("mimir", "loki", "tempo", "zipkin", "alertmanager");
    assertThat(all("type"))
        .containsExactly("prometheus", "loki", "tempo", "zipkin", "alertmanager");
    assertThat(all("name")).doesNotHaveDuplicates();
  }

  @Test
  void links_leadToSourcesThatExist() {
    Set<String> named =
        Pattern.compile("datasourceUid: (\\S+)")
            .matcher(ParsedFile.text(PATH))
            .results()
            .map((MatchResult result) -> result.group(1))
            .collect(Collectors.toSet());
    assertThat(named).containsExactlyInAnyOrder("mimir", "loki", "tempo", "zipkin");
    assertThat(all("uid")).containsAll(named);
  }

  @Test
  void urls_areWhereTheOthersListen() {
    assertThat(all("url"))
        .containsExactly(
            "http://mimir:8080/prometheus",
            "http://loki:3100",
            "http://tempo:3200",
            "http://intent-observe:8080/zipkin",
            "http://alertmanager:9093");
  }

  @Test
  void lines_leadToTracesByWhatStandsBesideThem() {
    for (int i : List.of(0, 1)) {
      ParsedFile field = source(1).under("jsonData", "derivedFields", i);
      assertThat(field.at("matcherType")).isEqualTo("label");
      assertThat(field.at("matcherRegex")).isEqualTo("trace_id");
      assertThat(field.at("url")).isEqualTo("$${__value.raw}");
    }
  }

  @Test
  void spans_leadToTheirLines() {
    for (int i : List.of(2, 3)) {
      assertThat(source(i).at("jsonData", "tracesToLogsV2", "query"))
          .isEqualTo("{$${__tags}} | trace_id = \"$${__trace.traceId}\"");
    }
    assertThat(source(2).at("jsonData", "traceQuery", "timeShiftEnabled")).isEqualTo(false);
  }

  @Test
  void zipkin_isAskedWithTheKeyThatReads() {
    assertThat(source(3).at("jsonData", "httpHeaderName1")).isEqualTo("Authorization");
    assertThat(source(3).at("secureJsonData", "httpHeaderValue1"))
        .isEqualTo("Bearer $__file{/run/secrets/key_read}");
    assertThat(
            ParsedFile.yaml(DeploymentFiles.COMPOSE + "compose.yaml")
                .texts("services", "grafana", "secrets"))
        .contains("key_read");
  }

  @Test
  void dashboards_areLookedForWhereTheyAreMounted() {
    ParsedFile provider =
        ParsedFile.yaml(DeploymentFiles.PROVISIONING + "dashboards/intent-observe.yaml")
            .under("providers", 0);
    assertThat(
            ParsedFile.yaml(DeploymentFiles.COMPOSE + "compose.yaml")
                .texts("services", "grafana", "volumes"))
        .anyMatch(mount -> mount.endsWith(":" + provider.at("options", "path") + ":ro"));
    assertThat(provider.at("allowUiUpdates")).isEqualTo(false);
  }
}
