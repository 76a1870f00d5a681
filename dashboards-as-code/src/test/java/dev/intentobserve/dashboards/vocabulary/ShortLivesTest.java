package dev.intentobserve.dashboards.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.Names;
import org.junit.jupiter.api.Test;

class ShortLivesTest {
  @Test
  void counterOfASession_countsWhatItShowsAtFirst() {
    assertThat(
            Series.of(Names.PEER_CLAUDE_LINES)
                .where(Names.PEER_LABEL_TYPE, "added")
                .growthFromZeroWithin("1h", Names.PEER_LABEL_TYPE)
                .promql())
        .isEqualTo(
            "sum by (type) ("
                + "max_over_time(claude_code_lines_of_code_count_total{type=\"added\"}[1h])"
                + " - (claude_code_lines_of_code_count_total{type=\"added\"} offset 1h"
                + " or 0 * max_over_time("
                + "claude_code_lines_of_code_count_total{type=\"added\"}[1h])))");
  }

  @Test
  void rowsOfOneColumn_canFollowThoseOfAnother() {
    assertThat(new Expr("a").and(new Expr("topk(3, b)")).promql()).isEqualTo("a and topk(3, b)");
  }
}
