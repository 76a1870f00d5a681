package dev.intentobserve.metrics;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.SeriesTotal.Exemplar;
import dev.intentobserve.ports.MetricStorePorts.Edge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The change of one series in one step. Counts and sums are just added; when its first sample or
 * exemplars are removed, their successors must be loaded.
 */
final class SeriesChange {
  private static final Comparator<Exemplar> BY_TIME =
      Comparator.comparing(Exemplar::time)
          .thenComparing(Exemplar::spanId)
          .thenComparingDouble(Exemplar::value);

  private final MetricSeries series;
  private final MetricDefinition definition;
  private final @Nullable SeriesTotal before;
  private final List<Long> buckets;
  private long count;
  private double sum;
  private @Nullable Stamp first;
  private final Map<Integer, Exemplar> exemplars = new HashMap<>();
  private final Set<Stamp> left = new HashSet<>();
  private final Set<Exemplar> removedExemplars = new HashSet<>();

  SeriesChange(MetricSeries series, @Nullable SeriesTotal before) {
    this.series = series;
    this.definition = MetricDefinitions.of(series.metric());
    this.before = before;
    this.count = before == null ? 0 : before.count();
    this.sum = before == null ? 0 : before.sum();
    this.buckets = before == null ? definition.noBuckets() : new ArrayList<>(before.buckets());
  }

  /** Adds one event. */
  void count(Stamp stamp) {
    count++;
    sum++;
    updateFirst(stamp);
  }

  void add(MetricSample sample) {
    change(sample, 1);
  }

  void remove(MetricSample sample) {
    change(sample, -1);
    left.add(stamp(sample));
    Exemplar exemplar = exemplar(sample);
    if (exemplar != null) {
      removedExemplars.add(exemplar);
    }
  }

  private void change(MetricSample sample, int sign) {
    count += sign;
    sum = definition.round(sum + sign * sample.value());
    if (definition.histogram()) {
      int bucket = definition.bucket(sample.value());
      buckets.set(bucket, buckets.get(bucket) + sign);
    }
  }

  /** Adds a sample that exists after this step, new or not. */
  void present(MetricSample sample) {
    updateFirst(stamp(sample));
    Exemplar exemplar = exemplar(sample);
    if (exemplar != null) {
      exemplars.merge(definition.bucket(sample.value()), exemplar, SeriesChange::later);
    }
  }

  private void updateFirst(Stamp stamp) {
    first = first == null ? stamp : Stamp.earlier(first, stamp);
  }

  /** What must be loaded, once the step is complete. */
  List<Edge> lostEdges() {
    List<Edge> lostEdges = new ArrayList<>();
    if (before == null || count == 0) {
      return lostEdges;
    }
    if (firstLost(before)) {
      lostEdges.add(Edge.first(series));
    }
    before
        .exemplars()
        .forEach(
            (bucket, exemplar) -> {
              if (removesExemplar(bucket, exemplar)) {
                lostEdges.add(
                    new Edge(series, definition.above(bucket), definition.upTo(bucket), true));
              }
            });
    return lostEdges;
  }

  private boolean firstLost(SeriesTotal total) {
    return left.contains(total.first()) && (first == null || first.compareTo(total.first()) > 0);
  }

  private boolean removesExemplar(int bucket, Exemplar exemplar) {
    Exemplar standing = exemplars.get(bucket);
    return removedExemplars.contains(exemplar)
        && (standing == null || BY_TIME.compare(standing, exemplar) < 0);
  }

  /**
   * The changed series.
   *
   * @param found the successors at {@link #lostEdges}, as far as there are any
   */
  SeriesTotal settled(List<MetricSample> found) {
    if (before != null) {
      keep(before);
    }
    found.forEach(this::present);
    Stamp beginning = first != null ? first : requireNonNull(before).first();
    return new SeriesTotal(series, count, sum, buckets, beginning, exemplars);
  }

  /** The previous one, unless it was removed. */
  private void keep(SeriesTotal total) {
    total
        .exemplars()
        .forEach(
            (bucket, exemplar) -> {
              if (!removesExemplar(bucket, exemplar)) {
                exemplars.merge(bucket, exemplar, SeriesChange::later);
              }
            });
    if (!firstLost(total)) {
      updateFirst(total.first());
    }
  }

  private static Exemplar later(Exemplar a, Exemplar b) {
    return BY_TIME.compare(a, b) >= 0 ? a : b;
  }

  private static Stamp stamp(MetricSample sample) {
    return new Stamp(sample.time(), 0, sample.subject());
  }

  private @Nullable Exemplar exemplar(MetricSample sample) {
    return !definition.histogram() || sample.traceId() == null || sample.spanId() == null
        ? null
        : new Exemplar(sample.value(), sample.time(), sample.traceId(), sample.spanId());
  }
}
