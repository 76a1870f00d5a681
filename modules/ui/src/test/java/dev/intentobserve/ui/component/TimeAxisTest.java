package dev.intentobserve.ui.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimeAxisTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void evenTimes_keepALinearScale() {
    TimeAxis axis = axis("PT0S", "PT1H", "PT2H", "PT4H");

    assertThat(axis.gaps()).isEmpty();
    assertThat(axis.at(NOON.plusSeconds(3600))).isEqualTo(25, within(0.01));
    assertThat(axis.at(NOON.plusSeconds(3600)))
        .isEqualTo(axis.linearAt(NOON.plusSeconds(3600)), within(0.01));
  }

  @Test
  void twoSpansNineDaysApart_areBothVisible() {
    TimeAxis axis = axis("PT0S", "PT10M", "P9D", "P9DT10M");

    assertThat(axis.gaps()).singleElement().satisfies(this::isNineDays);
    assertThat(axis.at(NOON.plus(Duration.ofMinutes(10)))).isGreaterThan(15);
    assertThat(100 - axis.at(NOON.plus(Duration.ofDays(9)))).isGreaterThan(15);
    assertThat(axis.linearAt(NOON.plus(Duration.ofMinutes(10)))).isLessThan(0.1);
  }

  @Test
  void order_isKept_withAnyCompression() {
    TimeAxis axis = axis("PT0S", "PT1S", "PT5M", "PT30M", "PT2H", "PT10H", "P2D", "P9D", "P400D");
    List<Double> places =
        Stream.of("PT0S", "PT1S", "PT5M", "PT30M", "PT2H", "PT10H", "P2D", "P9D", "P400D")
            .map(after -> axis.at(NOON.plus(Duration.parse(after))))
            .toList();

    assertThat(places).isSorted().doesNotHaveDuplicates().startsWith(0.0).endsWith(100.0);
  }

  @Test
  void segments_coverTheLineWithoutHoles() {
    TimeAxis axis = axis("PT0S", "PT10M", "P4D", "P4DT5M", "P9D", "P9DT10M");
    double end = 0;
    for (TimeAxis.Segment segment : axis.segments()) {
      assertThat(segment.left()).isEqualTo(end, within(1e-6));
      end += segment.width();
    }
    assertThat(end).isEqualTo(100, within(1e-6));
  }

  @Test
  void momentsOutside_areMovedToTheEnds() {
    TimeAxis axis = axis("PT0S", "PT1H");

    assertThat(axis.at(NOON.minusSeconds(9))).isZero();
    assertThat(axis.at(NOON.plus(Duration.ofDays(9)))).isEqualTo(100);
  }

  @Test
  void oneMoment_isALine() {
    assertThat(axis("PT0S").at(NOON)).isZero();
  }

  private void isNineDays(TimeAxis.Segment silence) {
    assertThat(silence.duration()).isEqualTo(Duration.ofDays(9).minusMinutes(10));
  }

  private static TimeAxis axis(String... after) {
    return TimeAxis.of(Stream.of(after).map(d -> NOON.plus(Duration.parse(d))).toList());
  }
}
