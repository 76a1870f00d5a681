package dev.intentobserve.dashboards.boards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.MetricHelp;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.PeerMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerExpositionTest {
  @Test
  void everyMetricOfPeers_isExposed() {
    List<String> lines = PeerExposition.text(0).lines().toList();
    assertThat(PeerMetrics.all())
        .filteredOn(metric -> !metric.name().equals(Names.PEER_UP))
        .allSatisfy(
            metric ->
                assertThat(lines)
                    .anyMatch(line -> line.startsWith("# TYPE " + metric.exposedName() + " ")));
  }

  @Test
  void series_areDistinct() {
    assertThat(PeerExposition.text(3).lines().map(line -> line.replaceFirst(" [0-9.E]+$", "")))
        .doesNotHaveDuplicates();
  }

  @Test
  void counters_growFromStepToStep() {
    String name =
        MetricHelp.exposedName(
            Names.PEER_CLAUDE_COMMITS,
            PeerMetrics.of(Names.PEER_CLAUDE_COMMITS).orElseThrow().type(),
            "");
    assertThat(PeerExposition.text(0)).contains("\n" + name + " 2.0\n");
    assertThat(PeerExposition.text(1)).contains("\n" + name + " 4.0\n");
  }

  @Test
  void workflows_endInAllFourStatuses() {
    assertThat(Ael.STATUSES)
        .allSatisfy(
            status ->
                assertThat(PeerExposition.text(0))
                    .contains(
                        Names.PEER_AEL_WORKFLOWS
                            + "{workflow=\"triage\",status=\""
                            + status
                            + "\"}"));
  }
}
