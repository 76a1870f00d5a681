package dev.intentobserve.dashboards.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.dashboards.agent.AelPanels;
import dev.intentobserve.dashboards.external.ExternalMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExternalMetricsExpositionTest {
  @Test
  void everyMetricOfPeers_isExposed() {
    List<String> lines = ExternalMetricsExposition.text(0).lines().toList();
    assertThat(ExternalMetrics.all())
        .filteredOn(metric -> !metric.equals(ExternalMetrics.UP))
        .allSatisfy(
            metric ->
                assertThat(lines)
                    .anyMatch(line -> line.startsWith("# TYPE " + metric.exposedName() + " ")));
  }

  @Test
  void series_areDistinct() {
    assertThat(
            ExternalMetricsExposition.text(3)
                .lines()
                .map(line -> line.replaceFirst(" [0-9.E]+$", "")))
        .doesNotHaveDuplicates();
  }

  @Test
  void counters_growFromStepToStep() {
    String name = ExternalMetrics.CLAUDE_COMMITS.exposedName();
    assertThat(ExternalMetricsExposition.text(0)).contains("\n" + name + " 2.0\n");
    assertThat(ExternalMetricsExposition.text(1)).contains("\n" + name + " 4.0\n");
  }

  @Test
  void workflows_endInAllFourStatuses() {
    assertThat(AelPanels.STATUSES)
        .allSatisfy(
            status ->
                assertThat(ExternalMetricsExposition.text(0))
                    .contains(
                        ExternalMetrics.AEL_WORKFLOWS.exposedName()
                            + "{workflow=\"triage\",status=\""
                            + status
                            + "\"}"));
  }
}
