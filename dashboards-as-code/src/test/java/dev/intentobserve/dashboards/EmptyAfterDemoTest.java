package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.dashboards.boards.Boards;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of empty panels stays honest, as far as that can be seen without running anything. */
final class EmptyAfterDemoTest {
  @Test
  void everyListedPanel_existsAndAsksForMetrics() throws IOException {
    assertThat(Asked.of(Boards.all()).stream().map(Asked::where).collect(Collectors.toSet()))
        .containsAll(EmptyAfterDemo.read().keySet());
  }

  @Test
  void emptyPanelThatIsNotListed_listedOneThatIsFilled_andOneThatIsNoPanel_areProblems() {
    assertThat(
            EmptyAfterDemo.problems(
                Set.of("b / filled", "b / empty", "b / listed"),
                Set.of("b / filled", "b / listed"),
                Set.of("b / listed", "b / gone")))
        .containsExactlyInAnyOrder(
            "b / empty is empty, and nobody says why",
            "b / listed is listed as empty, but shows something",
            "b / gone is listed, but asks for no metrics");
  }

  @Test
  void lineWithoutAReason_isRefused() {
    assertThatThrownBy(() -> EmptyAfterDemo.parse(List.of("board\tPanel\t ")))
        .hasMessageContaining("with tabs between");
    assertThat(EmptyAfterDemo.parse(List.of("# of ours", "", "b\tp\twhy")))
        .containsExactly(java.util.Map.entry("b / p", "why"));
  }
}
