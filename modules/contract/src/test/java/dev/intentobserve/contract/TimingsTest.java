package dev.intentobserve.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Period;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingsTest {
  @ParameterizedTest
  @CsvSource({
    "/a, true",
    "/b, false",
    "/a|/b, true",
    "/b|/a, true",
    "/ab|/b, false",
    "!/a, false",
    "!/b, true",
    "!/b|/c, true",
    "!/b|/a, false"
  })
  void labelValue_mayBeOneOfSeveralOrNoneOfThem(String wanted, boolean counted) {
    Timings timings = new Timings();
    timings.watch(List.of(objective(Map.of("route_template", wanted))));
    timings.timed("http", Duration.ofMillis(5), "operation", "GET", "route_template", "/a");
    assertThat(timings.drain())
        .extracting(Timings.Counted::tally)
        .isEqualTo(counted ? List.of(new Tally(1, 0)) : List.of());
  }

  private static Objective objective(Map<String, String> where) {
    return new Objective(
        "o",
        "",
        "",
        "s",
        Scope.DEFAULT,
        new Indicator.Timings(
            "http", new TreeMap<>(where), null, new TreeMap<>(Map.of("operation", "PUT"))),
        0.9,
        new Period.Rolling(Duration.ofDays(28)),
        1,
        List.of(),
        new TreeMap<>(),
        "test");
  }
}
