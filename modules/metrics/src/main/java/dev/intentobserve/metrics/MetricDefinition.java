package dev.intentobserve.metrics;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the series of a metric are aggregated.
 *
 * @param help its description; a metric without labels always has its one series
 * @param decimals to which values and sums are rounded, so that the order of additions is not
 *     visible
 * @param edges inclusive upper bounds of a histogram's buckets; else empty
 */
record MetricDefinition(MetricDescriptor help, int decimals, List<Double> edges, Shown shown) {

  /** What is shown of a series. */
  enum Shown {
    SUM,
    MEAN
  }

  MetricDefinition {
    requireNonNull(help, "help");
    requireNonNull(shown, "shown");
    edges = List.copyOf(edges);
  }

  String name() {
    return help.name();
  }

  double round(double value) {
    double scale = Math.pow(10, decimals);
    return Math.rint(value * scale) / scale;
  }

  boolean histogram() {
    return help.type() == Metric.Type.HISTOGRAM;
  }

  /** The bucket of a value; the last one has no upper bound. */
  int bucket(double value) {
    int bucket = 0;
    while (bucket < edges.size() && value > edges.get(bucket)) {
      bucket++;
    }
    return bucket;
  }

  /** The exclusive lower bound of a bucket. */
  double above(int bucket) {
    return bucket == 0 ? Double.NEGATIVE_INFINITY : edges.get(bucket - 1);
  }

  /** The inclusive upper bound of a bucket. */
  double upTo(int bucket) {
    return bucket == edges.size() ? Double.POSITIVE_INFINITY : edges.get(bucket);
  }

  /** Zeros, one for each bucket. */
  List<Long> noBuckets() {
    return histogram()
        ? new ArrayList<>(Collections.nCopies(edges.size() + 1, 0L))
        : new ArrayList<>();
  }
}
