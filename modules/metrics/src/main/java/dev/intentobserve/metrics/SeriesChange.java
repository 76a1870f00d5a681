package dev.intentobserve.metrics;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.contract.FiguresContract.Edge;
import dev.intentobserve.event.Sample;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.SeriesTotal;
import dev.intentobserve.event.SeriesTotal.Exemplar;
import dev.intentobserve.event.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one series in one step. Counts and sums simply change; its first sample and its
 * exemplars may leave it, and then what stands behind them has to be asked for.
 */
final class SeriesChange {
  private static final Comparator<Exemplar> BY_TIME =
      Comparator.comparing(Exemplar::time)
          .thenComparing(Exemplar::spanId)
          .thenComparingDouble(Exemplar::value);

  private final Series series;
  private final Definition definition;
  private final @Nullable SeriesTotal before;
  private final List<Long> buckets;
  private long count;
  private double sum;
  private @Nullable Stamp first;
  private final Map<Integer, Exemplar> exemplars = new HashMap<>();
  private final Set<Stamp> left = new HashSet<>();
  private final Set<Exemplar> dimmed = new HashSet<>();

  SeriesChange(Series series, @Nullable SeriesTotal before) {
    this.series = series;
    this.definition = Definitions.of(series.metric());
    this.before = before;
    this.count = before == null ? 0 : before.count();
    this.sum = before == null ? 0 : before.sum();
    this.buckets = before == null ? definition.noBuckets() : new ArrayList<>(before.buckets());
  }

  /** One event more. */
  void count(Stamp stamp) {
    count++;
    sum++;
    began(stamp);
  }

  void add(Sample sample) {
    change(sample, 1);
  }

  void remove(Sample sample) {
    change(sample, -1);
    left.add(stamp(sample));
    Exemplar exemplar = exemplar(sample);
    if (exemplar != null) {
      dimmed.add(exemplar);
    }
  }

  private void change(Sample sample, int sign) {
    count += sign;
    sum = definition.round(sum + sign * sample.value());
    if (definition.histogram()) {
      int bucket = definition.bucket(sample.value());
      buckets.set(bucket, buckets.get(bucket) + sign);
    }
  }

  /** A sample that is there after this step, new or not. */
  void present(Sample sample) {
    began(stamp(sample));
    Exemplar exemplar = exemplar(sample);
    if (exemplar != null) {
      exemplars.merge(definition.bucket(sample.value()), exemplar, SeriesChange::later);
    }
  }

  private void began(Stamp stamp) {
    first = first == null ? stamp : Stamp.earlier(first, stamp);
  }

  /** What has to be asked for, once all is said about this step. */
  List<Edge> lost() {
    List<Edge> lost = new ArrayList<>();
    if (before == null || count == 0) {
      return lost;
    }
    if (firstLost(before)) {
      lost.add(Edge.first(series));
    }
    before
        .exemplars()
        .forEach(
            (bucket, exemplar) -> {
              if (dims(bucket, exemplar)) {
                lost.add(new Edge(series, definition.above(bucket), definition.upTo(bucket), true));
              }
            });
    return lost;
  }

  private boolean firstLost(SeriesTotal total) {
    return left.contains(total.first()) && (first == null || first.compareTo(total.first()) > 0);
  }

  private boolean dims(int bucket, Exemplar exemplar) {
    Exemplar standing = exemplars.get(bucket);
    return dimmed.contains(exemplar)
        && (standing == null || BY_TIME.compare(standing, exemplar) < 0);
  }

  /**
   * The series as it is to be.
   *
   * @param found what stands behind {@link #lost}, as far as there is anything
   */
  SeriesTotal settled(List<Sample> found) {
    if (before != null) {
      keep(before);
    }
    found.forEach(this::present);
    Stamp beginning = first != null ? first : requireNonNull(before).first();
    return new SeriesTotal(series, count, sum, buckets, beginning, exemplars);
  }

  /** What was there before and has not left. */
  private void keep(SeriesTotal total) {
    total
        .exemplars()
        .forEach(
            (bucket, exemplar) -> {
              if (!dims(bucket, exemplar)) {
                exemplars.merge(bucket, exemplar, SeriesChange::later);
              }
            });
    if (!firstLost(total)) {
      began(total.first());
    }
  }

  private static Exemplar later(Exemplar a, Exemplar b) {
    return BY_TIME.compare(a, b) >= 0 ? a : b;
  }

  private static Stamp stamp(Sample sample) {
    return new Stamp(sample.time(), 0, sample.subject());
  }

  private @Nullable Exemplar exemplar(Sample sample) {
    return !definition.histogram() || sample.traceId() == null || sample.spanId() == null
        ? null
        : new Exemplar(sample.value(), sample.time(), sample.traceId(), sample.spanId());
  }
}
