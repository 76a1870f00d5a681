package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MicrometerMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MicrometerMeters meters = new MicrometerMeters(registry, 3);

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
}
