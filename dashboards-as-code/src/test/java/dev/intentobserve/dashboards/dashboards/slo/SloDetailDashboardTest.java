package dev.intentobserve.dashboards.dashboards.slo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.dashboards.dashboards.RenderedDashboard;
import org.junit.jupiter.api.Test;

class SloDetailDashboardTest {
  private static final RenderedDashboard DASHBOARD =
      RenderedDashboard.of(SloDetailDashboard.create());

  @Test
  void oneObjective_isChosen() {
    JsonNode slo = DASHBOARD.json().at("/templating/list/1");
    assertThat(slo.get("name").asText()).isEqualTo("slo");
    assertThat(slo.get("multi").asBoolean()).isFalse();
    assertThat(slo.get("includeAll").asBoolean()).isFalse();
  }

  @Test
  void burn_isHeldAgainstSustainableAndCritical() {
    JsonNode defaults = DASHBOARD.panel("Burn by window over time").at("/fieldConfig/defaults");
    assertThat(defaults.at("/custom/thresholdsStyle/mode").asText()).isEqualTo("dashed");
    assertThat(defaults.at("/thresholds/steps").findValuesAsText("value"))
        .containsExactly("null", "1", "14.4");
    assertThat(defaults.at("/color/mode").asText()).isEqualTo("palette-classic");
  }

  @Test
  void exhaustion_isWhatIsLeftByWhatIsLostASecond() {
    String budget = "intent_observe_slo_budget_remaining{slo=~\"$slo\"}";
    assertThat(DASHBOARD.expressions("Budget runs out in").getFirst())
        .isEqualTo(
            "(max by (slo) (%s) > 0) / ((max by (slo) (deriv((%s > -Inf)[6h:5m])) * -1) > 0)"
                .formatted(budget, budget));
  }

  @Test
  void forecast_saysWhatItAssumes() {
    assertThat(DASHBOARD.panel("Budget runs out in").get("description").asText())
        .contains("straight line", "Assumes");
  }

  @Test
  void alerts_ofThisObjective_areALinkAway() {
    assertThat(RenderedDashboard.links(DASHBOARD.panel("State over time")))
        .contains("${observe}/api/v1/alerts?rule=SloBurn&label.slo=${slo}");
  }
}
