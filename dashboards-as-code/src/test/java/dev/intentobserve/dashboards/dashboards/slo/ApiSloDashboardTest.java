package dev.intentobserve.dashboards.dashboards.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.dashboards.RenderedDashboard;
import org.junit.jupiter.api.Test;

class ApiSloDashboardTest {
  private static final RenderedDashboard BOARD = RenderedDashboard.of(ApiSloDashboard.board());

  @Test
  void latency_countsTheRequestsThatTheObjectiveCounts() {
    assertThat(BOARD.expressions("Latency"))
        .allSatisfy(
            promql ->
                assertThat(promql)
                    .contains(
                        "operation!~\"POST\"",
                        "route_template!~\"/api/v1/events/stream|/api/v1/alerts/stream|/eventbus/.*"
                            + "|/metrics|/health/live|/health/ready\"",
                        "by (le)"));
  }

  @Test
  void limits_areThoseOfTheShippedObjectives() {
    assertThat(
            BOARD
                .panel("Latency")
                .at("/fieldConfig/defaults/thresholds/steps")
                .findValuesAsText("value"))
        .containsExactly("null", "0.3", "1");
    assertThat(SloPanels.limit("authorization-p99")).isEqualTo(0.05);
  }

  @Test
  void availability_withoutRequests_isNothing() {
    assertThat(BOARD.expressions("Availability").getFirst()).endsWith(" > 0)").contains(" / (");
  }
}
