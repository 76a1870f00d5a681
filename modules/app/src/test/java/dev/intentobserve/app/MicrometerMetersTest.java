package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.Timings;
import dev.intentobserve.event.Comparison;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Period;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Tally;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MicrometerMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timings timings = new Timings();
  private final MicrometerMeters meters = new MicrometerMeters(registry, 3, timings);

  @Test
  void countsTimesAndGauges_arePublished() {
    meters.count("house.knocks", 2, "door", "front");
    meters.count("house.knocks", 3, "door", "front");
    meters.time("house.visit", Duration.ofMillis(250), "door", "front");
    meters.gauge("house.guests", 4);
    meters.gauge("house.guests", 7.5);
    assertThat(registry.scrape())
        .contains("house_knocks_total{door=\"front\"} 5.0")
        .contains("house_visit_seconds_bucket{door=\"front\",le=\"0.2\"} 0")
        .contains("house_visit_seconds_bucket{door=\"front\",le=\"0.3\"} 1")
        .contains("house_guests 7.5");
  }

  @Test
  void labelValuesBeyondTheBudget_areAddedUpUnderOther() {
    for (int i = 0; i < 1000; i++) {
      meters.count("house.knocks", 1, "door", "door-" + i);
      meters.gauge("house.guests", i, "door", "door-" + i);
    }
    String text = registry.scrape();
    assertThat(text)
        .contains("house_knocks_total{door=\"door-2\"} 1.0")
        .contains("house_knocks_total{door=\"other\"} 997.0")
        .doesNotContain("door-3");
    assertThat(text.lines().filter(line -> line.startsWith("house_knocks_total{"))).hasSize(4);
  }

  @Test
  void spentBudget_namesTheMetricAndTheLabelThatVaries() {
    for (int i = 0; i < 5; i++) {
      meters.count("house.knocks", 1, "side", "left", "door", "door-" + i, "bell", "" + i / 2);
      meters.count("house.knocks", 1, "side", "left", "door", "door-4", "bell", "2");
    }
    assertThat(registry.scrape())
        .contains("intent_observe_series_overflow{label=\"door\",metric=\"house.knocks\"} 2.0")
        .contains("house_knocks_total{bell=\"other\",door=\"other\",side=\"other\"}");
  }

  @Test
  void overflow_isCountedUpToTheBudget() {
    for (int i = 0; i < 1000; i++) {
      meters.gauge("house.guests", i, "door", "door-" + i);
    }
    assertThat(registry.scrape())
        .contains("intent_observe_series_overflow{label=\"door\",metric=\"house.guests\"} 3.0");
  }

  @Test
  void withinTheBudget_nothingOverflows() {
    meters.count("house.knocks", 1, "door", "front");
    assertThat(registry.scrape()).doesNotContain("overflow");
  }

  @Test
  void timing_isCountedForObjectives_withItsLabelsAlsoBeyondTheBudget() {
    Objective fast = objective("house.visit", Map.of("door", "door-9"), Duration.ofMillis(200));
    timings.watch(List.of(fast));
    for (int i = 0; i < 10; i++) {
      meters.time("house.visit", Duration.ofMillis(200), "door", "door-" + i);
      meters.time("house.visit", Duration.ofMillis(201), "door", "door-" + i);
    }
    assertThat(timings.drain())
        .containsExactly(new Timings.Counted(fast.indicatorId(), new Tally(1, 1)));
  }

  @Test
  void ourOwnMetrics_haveTheirHelp() {
    meters.gauge(Names.METRIC_RECORD_HEAD, 7);
    meters.count(Names.METRIC_APPEND_ROWS, 7);
    meters.time(Names.METRIC_APPEND_SECONDS, Duration.ofMillis(3));
    assertThat(registry.scrape())
        .contains("# HELP intent_observe_record_head Sequence number")
        .contains("# HELP intent_observe_append_rows_total Events appended")
        .contains("# HELP intent_observe_append_seconds One append");
  }

  private static Objective objective(String timing, Map<String, String> where, Duration limit) {
    return new Objective(
        "fast",
        "Fast",
        "",
        "house",
        Scope.DEFAULT,
        new Indicator.Timings(
            timing,
            new TreeMap<>(where),
            new Indicator.Limit(Comparison.LTE, limit),
            new TreeMap<>()),
        0.99,
        new Period.Rolling(Duration.ofDays(30)),
        1,
        List.of(),
        new TreeMap<>(),
        "test");
  }
}
