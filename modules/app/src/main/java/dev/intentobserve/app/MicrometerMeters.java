package dev.intentobserve.app;

import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.Timings;
import dev.intentobserve.event.MetricHelp;
import dev.intentobserve.event.Names;
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
 * Keeps the figures of the rooms. A metric has a budget of series: once it is spent, whatever has
 * further label values is added to one series whose labels all say {@code other}, and {@link
 * Names#METRIC_SERIES_OVERFLOW} names the metric and the label that spent it.
 */
final class MicrometerMeters implements Meters {
  /** The edges that dashboards draw; objectives are counted exactly, by {@link Timings}. */
  private static final Duration[] EDGES =
      Stream.of(5L, 10L, 20L, 50L, 100L, 200L, 300L, 500L, 1000L, 2000L, 5000L, 10_000L, 30_000L)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final int budget;
  private final Timings timings;
  private final Map<String, SeriesBudget> budgets = new ConcurrentHashMap<>();
  private final Map<Series, AtomicLong> gauges = new ConcurrentHashMap<>();

  private record Series(String name, List<String> labels) {}

  MicrometerMeters(MeterRegistry registry, int budget, Timings timings) {
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

  /** Tells the objectives first: they see the labels as they are, whatever the budget. */
  @Override
  public void time(String name, Duration duration, String... labels) {
    timings.timed(name, duration, labels);
    Timer.builder(name)
        .description(help(name))
        .tags(tags(name, labels))
        .serviceLevelObjectives(EDGES)
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
    if (admission.overflow() > 0 && !name.equals(Names.METRIC_SERIES_OVERFLOW)) {
      gauge(
          Names.METRIC_SERIES_OVERFLOW,
          admission.overflow(),
          Names.LABEL_METRIC,
          name,
          Names.LABEL_LABEL,
          spent.offender());
    }
    return admission.tags();
  }

  private static @Nullable String help(String name) {
    return MetricHelp.of(name).map(MetricHelp::help).orElse(null);
  }
}
