package dev.intentobserve.model.metric;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric of {@link TelemetryNames} with one value for each of its labels; labels are never ids.
 */
public record MetricSeries(String metric, SortedMap<String, String> labels) {
  public MetricSeries {
    requireNonNull(metric, "metric");
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /**
   * With labels one after the other.
   *
   * @param labels names and values in turn
   */
  public static MetricSeries of(String metric, String... labels) {
    SortedMap<String, String> map = new TreeMap<>();
    for (int i = 0; i + 1 < labels.length; i += 2) {
      map.put(labels[i], labels[i + 1]);
    }
    return new MetricSeries(metric, map);
  }
}
