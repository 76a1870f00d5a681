package dev.intentobserve.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Comparison;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.ports.TimingSliCounter;
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
  private final TimingSliCounter timings = new TimingSliCounter();
  private final MicrometerMeters meters = new MicrometerMeters(registry, 3, timings);

  @Test
  void countsTimesAndGauges_arePublished() {
    meters.count("test.requests", 2, "receiver", "http");
    meters.count("test.requests", 3, "receiver", "http");
    meters.time("test.duration", Duration.ofMillis(250), "receiver", "http");
    meters.gauge("test.sessions", 4);
    meters.gauge("test.sessions", 7.5);
    assertThat(registry.scrape())
        .contains("test_requests_total{receiver=\"http\"} 5.0")
        .contains("test_duration_seconds_bucket{receiver=\"http\",le=\"0.2\"} 0")
        .contains("test_duration_seconds_bucket{receiver=\"http\",le=\"0.3\"} 1")
        .contains("test_sessions 7.5");
  }

  @Test
  void labelValuesBeyondTheBudget_areAddedUpUnderOther() {
    for (int i = 0; i < 1000; i++) {
      meters.count("test.requests", 1, "receiver", "receiver-" + i);
      meters.gauge("test.sessions", i, "receiver", "receiver-" + i);
    }
    String text = registry.scrape();
    assertThat(text)
        .contains("test_requests_total{receiver=\"receiver-2\"} 1.0")
        .contains("test_requests_total{receiver=\"other\"} 997.0")
        .doesNotContain("receiver-3");
    assertThat(text.lines().filter(line -> line.startsWith("test_requests_total{"))).hasSize(4);
  }

  @Test
  void spentBudget_namesTheMetricAndTheLabelThatVaries() {
    for (int i = 0; i < 5; i++) {
      meters.count(
          "test.requests", 1, "side", "left", "receiver", "receiver-" + i, "lane", "" + i / 2);
      meters.count("test.requests", 1, "side", "left", "receiver", "receiver-4", "lane", "2");
    }
    assertThat(registry.scrape())
        .contains("intent_observe_series_overflow{label=\"receiver\",metric=\"test.requests\"} 2.0")
        .contains("test_requests_total{lane=\"other\",receiver=\"other\",side=\"other\"}");
  }

  @Test
  void overflow_isCountedUpToTheBudget() {
    for (int i = 0; i < 1000; i++) {
      meters.gauge("test.sessions", i, "receiver", "receiver-" + i);
    }
    assertThat(registry.scrape())
        .contains(
            "intent_observe_series_overflow{label=\"receiver\",metric=\"test.sessions\"} 3.0");
  }

  @Test
  void withinTheBudget_nothingOverflows() {
    meters.count("test.requests", 1, "receiver", "http");
    assertThat(registry.scrape()).doesNotContain("overflow");
  }

  @Test
  void timing_isCountedForObjectives_withItsLabelsAlsoBeyondTheBudget() {
    Objective fast =
        objective("test.duration", Map.of("receiver", "receiver-9"), Duration.ofMillis(200));
    timings.watch(List.of(fast));
    for (int i = 0; i < 10; i++) {
      meters.time("test.duration", Duration.ofMillis(200), "receiver", "receiver-" + i);
      meters.time("test.duration", Duration.ofMillis(201), "receiver", "receiver-" + i);
    }
    assertThat(timings.drain())
        .containsExactly(new TimingSliCounter.Counted(fast.indicatorId(), new GoodBadCount(1, 1)));
  }

  @Test
  void ourOwnMetrics_haveTheirHelp() {
    meters.gauge(TelemetryNames.METRIC_RECORD_HEAD, 7);
    meters.count(TelemetryNames.METRIC_APPEND_ROWS, 7);
    meters.time(TelemetryNames.METRIC_APPEND_SECONDS, Duration.ofMillis(3));
    assertThat(registry.scrape())
        .contains("# HELP intent_observe_record_head Sequence number")
        .contains("# HELP intent_observe_append_rows_total Events appended")
        .contains("# HELP intent_observe_append_seconds One append");
  }

  private static Objective objective(String timing, Map<String, String> where, Duration limit) {
    return Objective.builder()
        .name("fast")
        .displayName("Fast")
        .description("")
        .service("test")
        .scope(Scope.DEFAULT)
        .indicator(
            new Indicator.Timings(
                timing,
                new TreeMap<>(where),
                new Indicator.Limit(Comparison.LTE, limit),
                new TreeMap<>()))
        .target(0.99)
        .window(new TimeWindow.Rolling(Duration.ofDays(30)))
        .minEvents(1)
        .origin("test")
        .build();
  }
}
