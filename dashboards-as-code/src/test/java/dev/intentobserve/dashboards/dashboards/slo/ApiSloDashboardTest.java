package dev.intentobserve.dashboards.dashboards.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.dashboards.RenderedDashboard;
import org.junit.jupiter.api.Test;

class ApiSloDashboardTest {
  private static final RenderedDashboard DASHBOARD = RenderedDashboard.of(ApiSloDashboard.create());

  @Test
  void latency_countsTheRequestsThatTheObjectiveCounts() {
    assertThat(DASHBOARD.expressions("Latency"))
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
            DASHBOARD
                .panel("Latency")
                .at("/fieldConfig/defaults/thresholds/steps")
                .findValuesAsText("value"))
        .containsExactly("null", "0.3", "1");
    assertThat(SloPanels.limit("authorization-p99")).isEqualTo(0.05);
  }

  @Test
  void availability_withoutRequests_isNothing() {
    assertThat(DASHBOARD.expressions("Availability").getFirst()).endsWith(" > 0)").contains(" / (");
  }
}
