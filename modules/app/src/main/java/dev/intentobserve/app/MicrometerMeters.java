package dev.intentobserve.app;

import dev.intentobserve.contract.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Keeps the figures of the rooms. A metric has a budget of series: once it is spent, whatever has
 * further label values is added to one series whose labels all say {@code other}.
 */
final class MicrometerMeters implements Meters {
  private static final String OTHER = "other";

  /** The edges that objectives are judged at; between others a percentile would be guessed. */
  private static final Duration[] EDGES =
      Stream.of(5L, 10L, 20L, 50L, 100L, 200L, 300L, 500L, 1000L, 2000L, 5000L, 10_000L, 30_000L)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final int budget;
  private final Map<String, AtomicInteger> spent = new ConcurrentHashMap<>();
  private final Map<Series, Tags> admitted = new ConcurrentHashMap<>();
  private final Map<Series, AtomicLong> gauges = new ConcurrentHashMap<>();

  private record Series(String name, List<String> labels) {}

  MicrometerMeters(MeterRegistry registry, int budget) {
    this.registry = registry;
    this.budget = budget;
  }

  @Override
  public void count(String name, long amount, String... labels) {
    registry.counter(name, tags(name, labels)).increment((double) amount);
  }

  @Override
  public void time(String name, Duration duration, String... labels) {
    Timer.builder(name)
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
    registry.gauge(name, tags, bits, held -> Double.longBitsToDouble(held.get()));
    return bits;
  }

  private Tags tags(String name, String... labels) {
    Series series = new Series(name, List.of(labels));
    Tags known = admitted.get(series);
    return known != null ? known : admit(series);
  }

  /** Two threads may both admit a last series: the budget is a fence, not a frontier. */
  private Tags admit(Series series) {
    AtomicInteger used = spent.computeIfAbsent(series.name(), first -> new AtomicInteger());
    if (used.get() >= budget) {
      return overflow(series.labels());
    }
    used.incrementAndGet();
    Tags tags = Tags.of(series.labels().toArray(String[]::new));
    admitted.put(series, tags);
    return tags;
  }

  private static Tags overflow(List<String> labels) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i + 1 < labels.size(); i += 2) {
      tags.add(Tag.of(labels.get(i), OTHER));
    }
    return Tags.of(tags);
  }
}
