package dev.intentobserve.dashboards.dashboards.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.dashboards.RenderedDashboard;
import org.junit.jupiter.api.Test;

class PipelineDashboardTest {
  private static final RenderedDashboard DASHBOARD =
      RenderedDashboard.of(PipelineDashboard.create());

  @Test
  void lag_isTheHeadOfTheRecordLessEachCursor() {
    assertThat(DASHBOARD.expressions("Lag by cursor"))
        .containsExactly(
            "max(intent_observe_record_head) - on () group_right () max by (cursor)"
                + " (intent_observe_cursor_position{cursor=~\"trace|metrics|export[.].+\"})");
  }

  @Test
  void firstRefusalEver_shows() {
    String refused =
        "intent_observe_events_outcome_total{receiver=~\"$receiver\",outcome=\"refused\"}";
    assertThat(DASHBOARD.expressions("Refusals by reason").getFirst())
        .contains("(" + refused + " unless " + refused + " offset 1h)");
  }

  @Test
  void refusal_leadsToTheDeadLettersWithItsReason() {
    assertThat(RenderedDashboard.links(DASHBOARD.panel("Refusals by reason")))
        .contains("${observe}/api/v1/dead-letters?reason=${__field.labels.reason}");
  }

  @Test
  void figuresOfTheProcess_areThoseOfOursOnly() {
    assertThat(DASHBOARD.expressions("CPU"))
        .allSatisfy(promql -> assertThat(promql).contains("job=\"intent-observe\""));
    assertThat(DASHBOARD.expressions("Time in the database"))
        .allSatisfy(promql -> assertThat(promql).contains("job=\"intent-observe\""));
  }
}
