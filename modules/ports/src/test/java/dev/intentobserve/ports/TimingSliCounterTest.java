package dev.intentobserve.ports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingSliCounterTest {
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
    TimingSliCounter timings = new TimingSliCounter();
    timings.watch(List.of(objective(Map.of("route_template", wanted))));
    timings.timed("http", Duration.ofMillis(5), "operation", "GET", "route_template", "/a");
    assertThat(timings.drain())
        .extracting(TimingSliCounter.Counted::tally)
        .isEqualTo(counted ? List.of(new GoodBadCount(1, 0)) : List.of());
  }

  private static Objective objective(Map<String, String> where) {
    return Objective.builder()
        .name("o")
        .displayName("")
        .description("")
        .service("s")
        .scope(Scope.DEFAULT)
        .indicator(
            new Indicator.Timings(
                "http", new TreeMap<>(where), null, new TreeMap<>(Map.of("operation", "PUT"))))
        .target(0.9)
        .window(new TimeWindow.Rolling(Duration.ofDays(28)))
        .minEvents(1)
        .origin("test")
        .build();
  }
}
