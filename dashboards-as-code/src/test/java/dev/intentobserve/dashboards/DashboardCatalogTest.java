package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intentobserve.dashboards.dashboards.DashboardCatalog;
import dev.intentobserve.dashboards.output.GeneratedFile;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every dashboard, and for everything that is generated. */
final class DashboardCatalogTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void everyDashboard_hasAUidAndATitleOfItsOwn() {
    assertThat(DashboardCatalog.all().stream().map(Dashboard::uid))
        .isNotEmpty()
        .doesNotHaveDuplicates();
    assertThat(DashboardCatalog.all().stream().map(Dashboard::title)).doesNotHaveDuplicates();
  }

  @Test
  void everyDashboard_isAFileThatGrafanaTakes_namedAfterItsUid() throws IOException {
    for (GeneratedFile file : DashboardCatalog.files()) {
      JsonNode json = MAPPER.readTree(file.content());
      String name = "/" + json.path("uid").asText() + ".json";
      assertThat(file.path()).isIn(DashboardCatalog.FOLDER + name, DashboardCatalog.CHART + name);
      assertThat(json.path("id").isNull()).as("an id belongs to one Grafana").isTrue();
      assertThat(json.has("__inputs")).as("provisioning fills in no inputs").isFalse();
      assertThat(file.content()).endsWith("}\n").doesNotContain("\r");
    }
  }

  @Test
  void panels_haveNumbersOfTheirOwn_andLieInTheGridWithoutOverlap() throws IOException {
    for (Dashboard board : DashboardCatalog.all()) {
      List<Integer> ids = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      for (JsonNode panel : MAPPER.readTree(board.json().json()).path("panels")) {
        ids.add(panel.path("id").asInt());
        cells(panel.path("gridPos"), cells);
      }
      assertThat(ids).as(board.uid()).doesNotHaveDuplicates();
      assertThat(cells).as(board.uid()).doesNotHaveDuplicates();
    }
  }

  private static void cells(JsonNode grid, List<String> cells) {
    int right = grid.path("x").asInt() + grid.path("w").asInt();
    assertThat(right).isLessThanOrEqualTo(24);
    for (int x = grid.path("x").asInt(); x < right; x++) {
      for (int y = 0; y < grid.path("h").asInt(); y++) {
        cells.add(x + "," + (grid.path("y").asInt() + y));
      }
    }
  }

  @Test
  void everyPanel_saysWhatItMeans_inWhichUnit_whatFillsIt_andWhatIsBehindIt() throws IOException {
    for (Dashboard board : DashboardCatalog.all()) {
      for (JsonNode panel : MAPPER.readTree(board.json().json()).path("panels")) {
        if (!panel.path("type").asText().equals("row")) {
          String where = board.uid() + " / " + panel.path("title").asText();
          assertThat(panel.path("description").asText()).as(where).isNotBlank();
          assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(where).isNotBlank();
          assertThat(panel.at("/fieldConfig/defaults/noValue").asText()).as(where).isNotBlank();
          assertThat(panel.path("links")).as(where).isNotEmpty();
        }
      }
    }
  }

  @Test
  void generatingTwice_givesTheSameBytes() {
    assertThat(GeneratedFiles.files()).isEqualTo(GeneratedFiles.files()).isNotEmpty();
  }

  @Test
  void everyFile_endsWithALineBreak() {
    assertThat(GeneratedFiles.files())
        .allSatisfy((path, content) -> assertThat(content).as(path).endsWith("\n"));
  }
}
