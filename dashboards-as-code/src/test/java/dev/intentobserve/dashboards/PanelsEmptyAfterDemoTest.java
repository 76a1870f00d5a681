package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.dashboards.dashboards.DashboardCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of empty panels stays honest, as far as that can be seen without running anything. */
final class PanelsEmptyAfterDemoTest {
  @Test
  void everyListedPanel_exists() throws IOException {
    assertThat(ResolvedQuery.panels(DashboardCatalog.all()))
        .containsAll(PanelsEmptyAfterDemo.read().keySet());
  }

  @Test
  void emptyPanelThatIsNotListed_listedOneThatIsFilled_andOneThatIsNoPanel_areProblems() {
    assertThat(
            PanelsEmptyAfterDemo.problems(
                Set.of("b / filled", "b / empty", "b / listed", "b / lines"),
                Set.of("b / filled", "b / empty", "b / listed"),
                Set.of("b / filled", "b / listed"),
                Set.of("b / listed", "b / lines", "b / gone")))
        .containsExactlyInAnyOrder(
            "b / empty is empty, and nobody says why",
            "b / listed is listed as empty, but shows something",
            "b / gone is listed, but there is no such panel");
  }

  @Test
  void lineWithoutAReason_isRefused() {
    assertThatThrownBy(() -> PanelsEmptyAfterDemo.parse(List.of("board\tPanel\t ")))
        .hasMessageContaining("with tabs between");
    assertThat(PanelsEmptyAfterDemo.parse(List.of("# of ours", "", "b\tp\twhy")))
        .containsExactly(java.util.Map.entry("b / p", "why"));
  }
}
