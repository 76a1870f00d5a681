package dev.intentobserve.model.metric;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The totals of a series.
 *
 * @param count of samples or events
 * @param sum of their values
 * @param buckets counts of a histogram, not cumulative, one more than its edges; else empty
 * @param first the earliest that ever added to it: series are admitted to a budget in this order
 * @param exemplars the latest sample of each bucket that has a trace
 */
public record SeriesTotal(
    MetricSeries series,
    long count,
    double sum,
    List<Long> buckets,
    Stamp first,
    Map<Integer, Exemplar> exemplars) {

  /** One value of a histogram and where to look at it. */
  public record Exemplar(double value, Instant time, String traceId, String spanId) {
    public Exemplar {
      requireNonNull(time, "time");
      requireNonNull(traceId, "traceId");
      requireNonNull(spanId, "spanId");
    }
  }

  public SeriesTotal {
    requireNonNull(series, "series");
    requireNonNull(first, "first");
    buckets = List.copyOf(buckets);
    exemplars = Map.copyOf(new TreeMap<>(exemplars));
  }
}
