package dev.intentobserve.metrics;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.event.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a metric means and how its series are added up.
 *
 * @param labels their names; a metric without any always has its one series
 * @param decimals to which its values and sums are rounded, so that the order of adding never shows
 * @param edges inclusive upper bounds of a histogram's buckets; else empty
 */
record Definition(
    String name,
    Metric.Type type,
    String unit,
    String help,
    List<String> labels,
    int decimals,
    List<Double> edges,
    Shown shown) {

  /** What is shown of a series. */
  enum Shown {
    SUM,
    MEAN
  }

  Definition {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(unit, "unit");
    requireNonNull(help, "help");
    requireNonNull(shown, "shown");
    labels = List.copyOf(labels);
    edges = List.copyOf(edges);
  }

  double round(double value) {
    double scale = Math.pow(10, decimals);
    return Math.rint(value * scale) / scale;
  }

  boolean histogram() {
    return type == Metric.Type.HISTOGRAM;
  }

  /** The bucket a value falls into; the last one has no edge. */
  int bucket(double value) {
    int bucket = 0;
    while (bucket < edges.size() && value > edges.get(bucket)) {
      bucket++;
    }
    return bucket;
  }

  /** Above which values fall into a bucket. */
  double above(int bucket) {
    return bucket == 0 ? Double.NEGATIVE_INFINITY : edges.get(bucket - 1);
  }

  /** Up to which values fall into a bucket. */
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
