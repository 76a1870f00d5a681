package dev.intentobserve.dashboards.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseComparisonTest {
  @Test
  void everyFact_isToldOnce() {
    for (String from : List.of("1", "2", "3")) {
      for (String to : List.of("1", "2", "3")) {
        if (!from.equals(to)) {
          String text = PhaseComparison.between(from, to);
          for (String fact : PhaseTexts.facts(DeploymentPhase.CLOUD).keySet()) {
            assertThat(text.lines().filter(line -> line.strip().startsWith(fact)))
                .as(from + " to " + to + ": " + fact)
                .hasSize(1);
          }
          assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        }
      }
    }
  }

  @Test
  void change_isShownFromAndTo() {
    assertThat(PhaseComparison.between("1", "2"))
        .startsWith("From phase 1, Grafana Cloud, to phase 2, one machine with Docker Compose\n")
        .contains("  Traces are kept\n    - 14 days in the free tier, by your contract otherwise\n")
        .contains("    + 30 days\n");
    assertThat(PhaseComparison.between("2", "1"))
        .contains("    - 30 days\n    + 14 days in the free tier");
  }

  @Test
  void record_isCarriedOver() {
    assertThat(PhaseComparison.between("1", "2"))
        .contains("bin/intent-observe export -o events.jsonl")
        .contains("INTENT_OBSERVE_URL=... INTENT_OBSERVE_KEY=... bin/intent-observe import")
        .contains("Dead letters and the history of alerts stay behind");
    assertThat(PhaseComparison.between("2", "3"))
        .contains("run --rm backup")
        .doesNotContainIgnoringCase("audit");
  }

  @Test
  void retention_isThatOfTheConfiguration() {
    ParsedFile tempo = ParsedFile.yaml(DeploymentFiles.COMPOSE + "tempo.yaml");
    assertThat(tempo.at("backend_worker", "compaction", "block_retention"))
        .isEqualTo(BackendLimits.go(BackendLimits.TRACES_KEPT))
        .isEqualTo("720h");
    ParsedFile loki = ParsedFile.yaml(DeploymentFiles.COMPOSE + "loki.yaml");
    assertThat(loki.at("limits_config", "retention_period")).isEqualTo("744h");
    ParsedFile mimir = ParsedFile.yaml(DeploymentFiles.COMPOSE + "mimir.yaml");
    assertThat(mimir.at("limits", "compactor_blocks_retention_period")).isEqualTo("2160h");
    assertThat(PhaseComparison.between("1", "2")).contains("30 days", "31 days", "90 days");
  }

  @Test
  void unknownPhase_isRefused() {
    assertThatThrownBy(() -> PhaseComparison.between("1", "4"))
        .hasMessage("there is no phase 4, only 1, 2, 3");
    assertThatThrownBy(() -> PhaseComparison.between("2", "2"))
        .hasMessage("from phase 2 to itself nothing changes");
  }
}
