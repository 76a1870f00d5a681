package dev.intentobserve.app.telemetry;

import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.TimingSliCounter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of all modules. A metric has a limited number of series: beyond it, further label
 * values are added up in one series whose labels are all {@code other}, and {@link
 * TelemetryNames#METRIC_SERIES_OVERFLOW} names the metric and the label with the most values.
 */
public final class MicrometerMeters implements Meters {
  /** Buckets for dashboards; objectives are counted exactly, by {@link TimingSliCounter}. */
  private static final Duration[] BUCKET_BOUNDS =
      Stream.of(5L, 10L, 20L, 50L, 100L, 200L, 300L, 500L, 1000L, 2000L, 5000L, 10_000L, 30_000L)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final int budget;
  private final TimingSliCounter timings;
  private final Map<String, SeriesBudget> budgets = new ConcurrentHashMap<>();
  private final Map<Series, AtomicLong> gauges = new ConcurrentHashMap<>();

  private record Series(String name, List<String> labels) {}

  public MicrometerMeters(MeterRegistry registry, int budget, TimingSliCounter timings) {
    this.registry = registry;
    this.budget = budget;
    this.timings = timings;
  }

  @Override
  public void count(String name, long amount, String... labels) {
    Counter.builder(name)
        .description(help(name))
        .tags(tags(name, labels))
        .register(registry)
        .increment((double) amount);
  }

  /** Objectives come first: they need the labels unchanged, whatever the limit. */
  @Override
  public void time(String name, Duration duration, String... labels) {
    timings.timed(name, duration, labels);
    Timer.builder(name)
        .description(help(name))
        .tags(tags(name, labels))
        .serviceLevelObjectives(BUCKET_BOUNDS)
        .register(registry)
        .record(duration);
  }

  @Override
  public void gauge(String name, double value, String... labels) {
    Tags tags = tags(name, labels);
    Series series = new Series(name, tags.stream().map(Tag::getValue).toList());
    gauges
        .computeIfAbsent(series, fresh -> register(name, tags))
        .set(Double.doubleToLongBits(value));
  }

  private AtomicLong register(String name, Tags tags) {
    AtomicLong bits = new AtomicLong();
    Gauge.builder(name, bits, held -> Double.longBitsToDouble(held.get()))
        .description(help(name))
        .tags(tags)
        .register(registry);
    return bits;
  }

  private Tags tags(String name, String... labels) {
    SeriesBudget spent = budgets.computeIfAbsent(name, first -> new SeriesBudget(budget));
    List<String> wanted = List.of(labels);
    Tags known = spent.known(wanted);
    if (known != null) {
      return known;
    }
    SeriesBudget.Admission admission = spent.admit(wanted);
    if (admission.overflow() > 0 && !name.equals(TelemetryNames.METRIC_SERIES_OVERFLOW)) {
      gauge(
          TelemetryNames.METRIC_SERIES_OVERFLOW,
          admission.overflow(),
          TelemetryNames.LABEL_METRIC,
          name,
          TelemetryNames.LABEL_LABEL,
          spent.overflowingLabel());
    }
    return admission.tags();
  }

  private static @Nullable String help(String name) {
    return MetricDescriptor.of(name).map(MetricDescriptor::help).orElse(null);
  }
}
