package dev.intentobserve.model.metric;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.metric.SeriesTotal.Exemplar;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric as it is shown: cumulative, one point for each series within its budget.
 *
 * @param name with dots, without a suffix: {@code intent.signals.total} is shown to Prometheus as
 *     {@code intent_signals_total}
 * @param unit {@code s}, {@code By} or empty
 * @param edges upper bounds of a histogram's buckets, inclusive, without the infinite one; else
 *     empty
 */
public record Metric(
    String name, Type type, String unit, String help, List<Double> edges, List<Point> points) {
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /**
   * One series.
   *
   * @param value of a counter or gauge; of a histogram the sum
   * @param count of a histogram
   * @param buckets of a histogram, not cumulative, one more than the edges
   */
  public record Point(
      SortedMap<String, String> labels,
      double value,
      long count,
      List<Long> buckets,
      Map<Integer, Exemplar> exemplars) {
    public Point {
      labels = new TreeMap<>(labels);
      buckets = List.copyOf(buckets);
      exemplars = Map.copyOf(exemplars);
    }
  }

  public Metric {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(unit, "unit");
    requireNonNull(help, "help");
    edges = List.copyOf(edges);
    points = List.copyOf(points);
  }
}
