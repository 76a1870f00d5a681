package dev.intentobserve.dashboards.boards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApiSloTest {
  private static final Drawn BOARD = Drawn.of(ApiSlo.board());

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
    assertThat(Objectives.limit("authorization-p99")).isEqualTo(0.05);
  }

  @Test
  void availability_withoutRequests_isNothing() {
    assertThat(BOARD.expressions("Availability").getFirst()).endsWith(" > 0)").contains(" / (");
  }
}
