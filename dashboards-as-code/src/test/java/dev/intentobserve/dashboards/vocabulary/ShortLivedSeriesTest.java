package dev.intentobserve.dashboards.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import org.junit.jupiter.api.Test;

class ShortLivedSeriesTest {
  @Test
  void counterOfASession_countsWhatItShowsAtFirst() {
    assertThat(
            TimeSeries.of(ExternalMetric.CLAUDE_LINES)
                .where(ExternalNames.LABEL_TYPE, "added")
                .growthFromZeroWithin("1h", ExternalNames.LABEL_TYPE)
                .text())
        .isEqualTo(
            "sum by (type) ("
                + "max_over_time(claude_code_lines_of_code_count_total{type=\"added\"}[1h])"
                + " - (claude_code_lines_of_code_count_total{type=\"added\"} offset 1h"
                + " or 0 * max_over_time("
                + "claude_code_lines_of_code_count_total{type=\"added\"}[1h])))");
  }

  @Test
  void rowsOfOneColumn_canFollowThoseOfAnother() {
    assertThat(new MetricExpr("a").and(new MetricExpr("topk(3, b)")).text())
        .isEqualTo("a and topk(3, b)");
  }
}
