package dev.intentobserve.dashboards.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.dashboards.agent.AelPanels;
import dev.intentobserve.dashboards.external.ExternalMetric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExternalMetricsExpositionTest {
  @Test
  void everyMetricOfPeers_isExposed() {
    List<String> lines = ExternalMetricsExposition.text(0).lines().toList();
    assertThat(ExternalMetric.values())
        .filteredOn(metric -> metric != ExternalMetric.UP)
        .allSatisfy(
            metric ->
                assertThat(lines)
                    .anyMatch(
                        line ->
                            line.startsWith("# TYPE " + metric.descriptor().exposedName() + " ")));
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
    String name = ExternalMetric.CLAUDE_COMMITS.descriptor().exposedName();
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
                        ExternalMetric.AEL_WORKFLOWS.descriptor().exposedName()
                            + "{workflow=\"triage\",status=\""
                            + status
                            + "\"}"));
  }
}
