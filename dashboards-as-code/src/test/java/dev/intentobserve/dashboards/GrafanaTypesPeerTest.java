package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intentobserve.dashboards.dashboards.DashboardCatalog;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every dashboard is what Grafana's own published types say a dashboard is. */
@Tag("peer")
final class GrafanaTypesPeerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Where a mistake is planted, and which part has to be complained about. */
  private static final List<Plant> PLANTS =
      List.of(
          new Plant("", "shemaVersion", "1", ""),
          new Plant("", "graphTooltip", "7", ""),
          new Plant("/time", "form", "\"now-7d\"", ""),
          new Plant("/templating/list/0", "type", "\"datasorce\"", ""),
          new Plant("/templating/list/0", "lable", "\"Metrics\"", ""),
          new Plant("/links/0", "type", "\"dashboard\"", ""),
          new Plant("/panels/1", "type", "\"stats\"", ""),
          new Plant("/panels/1/gridPos", "width", "4", ""),
          new Plant("/panels/1/links/0", "uri", "\"/\"", ""),
          new Plant("/panels/1/fieldConfig/defaults", "noValues", "\"-\"", ""),
          new Plant("/panels/1/fieldConfig/defaults/color", "mode", "\"rainbow\"", ""),
          new Plant("/panels/1/fieldConfig/defaults/thresholds", "mode", "\"relative\"", ""),
          new Plant("/panels/7/fieldConfig/defaults/mappings/0", "type", "\"values\"", ""),
          new Plant("/panels/1/options", "colorMode", "\"values\"", "Stat / options"),
          new Plant("/panels/2/options", "showThreshold", "true", "Gauge / options"),
          new Plant("/panels/3/options", "displayMode", "\"plain\"", "Bars / options"),
          new Plant("/panels/5/options/tooltip", "mode", "\"all\"", "Lines over time / options"),
          new Plant("/panels/7/options", "showValue", "\"maybe\"", "States / options"),
          new Plant("/panels/8/options/color", "mode", "\"schema\"", "Heat / options"),
          new Plant("/panels/10/options", "cellHeight", "\"small\"", "Rows of metrics / options"),
          new Plant("/panels/14/options", "sortOrder", "\"Newest\"", "Lines / options"),
          new Plant("/panels/15/options", "spans", "1", "Trace / options"),
          new Plant("/panels/1/fieldConfig/defaults/custom", "lineWidth", "1", "Stat / custom"),
          new Plant(
              "/panels/5/fieldConfig/defaults/custom",
              "drawStyle",
              "\"lines\"",
              "Lines over time / custom"),
          new Plant(
              "/panels/1/fieldConfig/overrides/0/properties/0",
              "id",
              "\"colour\"",
              "Stat / override colour"),
          new Plant("/panels/1/targets/0", "legend", "\"x\"", "Stat / A"),
          new Plant("/panels/1/targets/0", "format", "\"time-series\"", "Stat / A"),
          new Plant("/panels/14/targets/0", "queryType", "\"lines\"", "Lines / A"),
          new Plant("/panels/12/targets/0", "tableType", "\"trace\"", "Rows of traces / A"),
          new Plant("/panels/15/targets/0", "queryType", "\"traceId\"", "Trace / A"));

  /**
   * @param pointer to an object of {@link EveryPanelKind}
   * @param part panel and part, or empty for the dashboard as a whole
   */
  private record Plant(String pointer, String field, String value, String part) {
    String name() {
      return "planted " + pointer + "/" + field;
    }
  }

  private static Path home;

  @BeforeAll
  static void install() throws Exception {
    home = GrafanaTypeChecker.install();
  }

  @Test
  void dashboards_areOfGrafanasTypes() throws Exception {
    GrafanaTypeChecker types = GrafanaTypeChecker.in(home);
    for (Dashboard board : DashboardCatalog.all()) {
      types.add(board.uid(), MAPPER.readTree(board.json().json()));
    }
    assertThat(types.problems()).isEmpty();
  }

  @Test
  void everythingThatCanBeSaid_isOfGrafanasTypes() throws Exception {
    GrafanaTypeChecker types = GrafanaTypeChecker.in(home);
    types.add("every kind", MAPPER.readTree(EveryPanelKind.create().json().json()));
    assertThat(types.problems()).isEmpty();
  }

  @Test
  void misspeltFieldsAndUnknownValues_areCaught() throws Exception {
    GrafanaTypeChecker types = GrafanaTypeChecker.in(home);
    JsonNode sound = MAPPER.readTree(EveryPanelKind.create().json().json());
    List<String> expected = new ArrayList<>();
    for (Plant plant : PLANTS) {
      JsonNode board = sound.deepCopy();
      ((ObjectNode) board.at(plant.pointer())).set(plant.field(), MAPPER.readTree(plant.value()));
      types.add(plant.name(), board);
      expected.add(plant.part().isEmpty() ? plant.name() : plant.name() + " / " + plant.part());
    }
    List<String> problems = types.problems();
    assertThat(expected)
        .allSatisfy(part -> assertThat(problems).anyMatch(said -> said.startsWith(part + ": ")));
  }
}
