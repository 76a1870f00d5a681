package dev.intentobserve.dashboards.dashboards.slo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.dashboards.dashboards.RenderedDashboard;
import org.junit.jupiter.api.Test;

class SloOverviewDashboardTest {
  private static final RenderedDashboard BOARD = RenderedDashboard.of(SloOverviewDashboard.board());

  @Test
  void states_areCountedOnceHoweverManyReplicasJudge() {
    assertThat(BOARD.expressions("Objectives by state"))
        .containsExactly(
            "sum by (state) (max by (slo, state) (intent_observe_slo_state{slo=~\"$slo\"}))");
  }

  @Test
  void state_isOneNumberAnObjective_andNothingForOneThatWasTakenAway() {
    assertThat(BOARD.expressions("State of each objective"))
        .singleElement()
        .asString()
        .contains("state=\"no_data\"}) * 1", "state=\"critical\"}) * 5")
        .endsWith(" > 0");
  }

  @Test
  void budget_withoutCases_isNotShown() {
    assertThat(BOARD.expressions("Budget left"))
        .containsExactly(
            "max by (slo) (intent_observe_slo_budget_remaining{slo=~\"$slo\"}) > -Inf");
  }

  @Test
  void budget_mayBeNegative() {
    JsonNode defaults = BOARD.panel("Budget left").at("/fieldConfig/defaults");
    assertThat(defaults.get("unit").asText()).isEqualTo("percentunit");
    assertThat(defaults.has("min")).isFalse();
  }

  @Test
  void table_readsStates_inTheirColumnOnly() {
    JsonNode table = BOARD.panel("All objectives");
    assertThat(table.at("/fieldConfig/defaults/mappings")).isEmpty();
    assertThat(table.at("/fieldConfig/overrides").toString())
        .contains("\"options\":\"State\"", "not enough data", "color-text");
  }

  @Test
  void objective_leadsToItsOwnDashboard() {
    assertThat(RenderedDashboard.links(BOARD.panel("All objectives")))
        .contains("/d/slo-detail?${__url_time_range}&var-slo=${__value.raw}");
  }
}
