package dev.intentobserve.model.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricDescriptorTest {
  private static final List<String> PREFIXES = List.of("METRIC_", "INTENT_", "SLO_", "ALERTS_");

  /** A service, and a series that is kept but not shown. */
  private static final Set<String> NO_METRICS = Set.of("intent");

  @Test
  void everyMetricThatHasAName_hasAMeaning() throws IllegalAccessException {
    List<String> named = new ArrayList<>();
    for (Field field : TelemetryNames.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())
          && PREFIXES.stream().anyMatch(field.getName()::startsWith)
          && !NO_METRICS.contains((String) field.get(null))) {
        named.add((String) field.get(null));
      }
    }
    assertThat(MetricDescriptor.all())
        .extracting(MetricDescriptor::name)
        .containsExactlyInAnyOrderElementsOf(named);
  }

  @Test
  void help_isASentenceWithoutAFullStop() {
    assertThat(MetricDescriptor.all())
        .allSatisfy(metric -> assertThat(metric.help()).matches("[A-Z0-9].*[^.\\s]"));
  }

  @Test
  void exposedNames_areDistinct() {
    assertThat(MetricDescriptor.all())
        .extracting(MetricDescriptor::exposedName)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "intent.signals.total,                COUNTER,   '', intent_signals_total",
    "intent_observe.append.rows,          COUNTER,   '', intent_observe_append_rows_total",
    "intent.signals.trust_avg,            GAUGE,     '', intent_signals_trust_avg",
    "intent.cycle_time.signal_to_intent,  HISTOGRAM, s,  intent_cycle_time_signal_to_intent_seconds",
    "intent.trust_score,                  HISTOGRAM, '', intent_trust_score",
    "intent_observe.tail.lag.bytes,       GAUGE,     By, intent_observe_tail_lag_bytes",
    "intent_observe.waited,               COUNTER,   s,  intent_observe_waited_seconds_total",
  })
  void exposedName_isWhatPrometheusShows(
      String name, Metric.Type type, String unit, String expected) {
    assertThat(MetricDescriptor.exposedName(name, type, unit)).isEqualTo(expected);
  }
}
