package dev.intentobserve.dashboards.dashboards.slo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.dashboards.dashboards.RenderedDashboard;
import org.junit.jupiter.api.Test;

class SloOverviewDashboardTest {
  private static final RenderedDashboard DASHBOARD =
      RenderedDashboard.of(SloOverviewDashboard.create());

  @Test
  void states_areCountedOnceHoweverManyReplicasJudge() {
    assertThat(DASHBOARD.expressions("Objectives by state"))
        .containsExactly(
            "sum by (state) (max by (slo, state) (intent_observe_slo_state{slo=~\"$slo\"}))");
  }

  @Test
  void state_isOneNumberAnObjective_andNothingForOneThatWasTakenAway() {
    assertThat(DASHBOARD.expressions("State of each objective"))
        .singleElement()
        .asString()
        .contains("state=\"no_data\"}) * 1", "state=\"critical\"}) * 5")
        .endsWith(" > 0");
  }

  @Test
  void budget_withoutCases_isNotShown() {
    assertThat(DASHBOARD.expressions("Budget left"))
        .containsExactly(
            "max by (slo) (intent_observe_slo_budget_remaining{slo=~\"$slo\"}) > -Inf");
  }

  @Test
  void budget_mayBeNegative() {
    JsonNode defaults = DASHBOARD.panel("Budget left").at("/fieldConfig/defaults");
    assertThat(defaults.get("unit").asText()).isEqualTo("percentunit");
    assertThat(defaults.has("min")).isFalse();
  }

  @Test
  void table_readsStates_inTheirColumnOnly() {
    JsonNode table = DASHBOARD.panel("All objectives");
    assertThat(table.at("/fieldConfig/defaults/mappings")).isEmpty();
    assertThat(table.at("/fieldConfig/overrides").toString())
        .contains("\"options\":\"State\"", "not enough data", "color-text");
  }

  @Test
  void objective_leadsToItsOwnDashboard() {
    assertThat(RenderedDashboard.links(DASHBOARD.panel("All objectives")))
        .contains("/d/slo-detail?${__url_time_range}&var-slo=${__value.raw}");
  }
}
