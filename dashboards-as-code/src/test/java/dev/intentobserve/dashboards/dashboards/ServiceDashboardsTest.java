package dev.intentobserve.dashboards.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.dashboards.dashboards.pipeline.PipelineDashboard;
import dev.intentobserve.dashboards.dashboards.pipeline.TenantsDashboard;
import dev.intentobserve.dashboards.dashboards.slo.ApiSloDashboard;
import dev.intentobserve.dashboards.dashboards.slo.SloDetailDashboard;
import dev.intentobserve.dashboards.dashboards.slo.SloOverviewDashboard;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each dashboard about the service itself: objectives, API, pipeline, tenants. */
class ServiceDashboardsTest {
  /** Paths of the service that links lead to; {@code *} stands for something chosen. */
  private static final Set<String> SERVED =
      Set.of(
          "/api/v1/alerts",
          "/api/v1/alerts/deliveries",
          "/api/v1/dead-letters",
          "/api/v1/events",
          "/api/v1/slos",
          "/api/v1/slos/*",
          "/api/v1/slos/*/events",
          "/api/v1/sources",
          "/api/v1/traces",
          "/health/ready",
          "/metrics",
          "/openapi.yaml",
          "/version");

  static Stream<Dashboard> boards() {
    return Stream.of(
        SloOverviewDashboard.create(),
        SloDetailDashboard.create(),
        ApiSloDashboard.create(),
        PipelineDashboard.create(),
        TenantsDashboard.create());
  }

  @Test
  void uidsAndFiles_stay() {
    assertThat(boards().map(board -> board.file(DashboardCatalog.FOLDER).path()))
        .containsExactly(
            "dashboards-as-code/generated/dashboards/slo-overview.json",
            "dashboards-as-code/generated/dashboards/slo-detail.json",
            "dashboards-as-code/generated/dashboards/api-slo.json",
            "dashboards-as-code/generated/dashboards/pipeline.json",
            "dashboards-as-code/generated/dashboards/tenants.json");
    assertThat(DashboardCatalog.all().stream().map(Dashboard::uid))
        .containsAll(boards().map(Dashboard::uid).toList());
  }

  @ParameterizedTest
  @MethodSource("boards")
  void ids_areUnique(Dashboard board) {
    assertThat(RenderedDashboard.of(board).all().stream().map(panel -> panel.get("id").asInt()))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void panels_lieBesideEachOther(Dashboard board) {
    List<RenderedDashboard.Place> places = RenderedDashboard.of(board).places();
    for (RenderedDashboard.Place place : places) {
      assertThat(place.x() + place.width()).as(place.title()).isLessThanOrEqualTo(24);
      assertThat(places.stream().filter(place::overlaps)).containsExactly(place);
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void panels_sayWhatTheyMeanAndWhatFillsThem(Dashboard board) {
    assertThat(RenderedDashboard.of(board).panels())
        .allSatisfy(
            panel -> {
              assertThat(RenderedDashboard.text(panel, "description")).matches("(?s)[A-Z0-9].*[.]");
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
              assertThat(panel.at("/fieldConfig/defaults/noValue").asText()).isNotEmpty();
              assertThat(panel.get("links")).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("boards")
  void metrics_areKnown(Dashboard board) {
    Set<String> asked = RenderedDashboard.of(board).metrics();
    assertThat(asked).isNotEmpty();
    assertThat(RenderedDashboard.known()).containsAll(asked);
  }

  @ParameterizedTest
  @MethodSource("boards")
  void choices_areHeeded(Dashboard board) {
    RenderedDashboard drawn = RenderedDashboard.of(board);
    String asked =
        drawn.panels().stream()
            .map(panel -> panel.get("targets").toString())
            .collect(Collectors.joining());
    assertThat(drawn.choices()).allSatisfy(choice -> assertThat(asked).contains("$" + choice));
  }

  @ParameterizedTest
  @MethodSource("boards")
  void links_leadToWhatTheServiceHas(Dashboard board) {
    for (JsonNode panel : RenderedDashboard.of(board).panels()) {
      assertThat(RenderedDashboard.links(panel).filter(url -> url.startsWith("${observe}")))
          .as(RenderedDashboard.text(panel, "title"))
          .allSatisfy(url -> assertThat(SERVED).contains(served(url)));
    }
  }

  @ParameterizedTest
  @MethodSource("boards")
  void links_leadToDashboardsThatThereAre(Dashboard board) {
    Set<String> uids =
        DashboardCatalog.all().stream().map(Dashboard::uid).collect(Collectors.toSet());
    assertThat(RenderedDashboard.of(board).panels().stream().flatMap(RenderedDashboard::links))
        .filteredOn(url -> url.startsWith("/d/"))
        .allSatisfy(url -> assertThat(uids).contains(url.replaceAll("^/d/|[?].*", "")));
  }

  @Test
  void panelsThatTheDemoLeavesEmpty_areListedWithTheReason() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("src/test/resources/empty-after-demo.tsv"));
    assertThat(lines).isSorted().doesNotHaveDuplicates();
    for (String line : lines) {
      assertThat(line.split("\t", -1)).as(line).hasSize(3).doesNotContain("");
    }
    Set<String> panels =
        DashboardCatalog.all().stream()
            .flatMap(
                board -> RenderedDashboard.of(board).panels().stream().map(p -> panel(board, p)))
            .collect(Collectors.toSet());
    assertThat(lines.stream().map(line -> line.substring(0, line.lastIndexOf('\t'))))
        .isSubsetOf(panels);
  }

  private static String panel(Dashboard board, JsonNode panel) {
    return board.uid() + "\t" + RenderedDashboard.text(panel, "title");
  }

  private static String served(String url) {
    return url.replace("${observe}", "").replaceAll("[?].*", "").replaceAll("slos/[^/]+", "slos/*");
  }
}
