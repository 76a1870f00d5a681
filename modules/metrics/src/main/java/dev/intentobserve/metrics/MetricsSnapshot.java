package dev.intentobserve.metrics;

import dev.intentobserve.metrics.MetricDefinition.Shown;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.Metric.Point;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.SeriesTotal.Exemplar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The metrics to show, summed over scopes. Each scope has its own budget, so that one with very
 * many series takes none from another. Series are admitted in the order of their first sample; the
 * rest is one series with all labels {@code other}.
 *
 * @param overflows metrics that exceed the budget
 */
record MetricsSnapshot(List<Metric> metrics, List<SeriesOverflow> overflows) {

  /**
   * A metric with more series than its budget.
   *
   * @param label the one with the most values
   * @param series how many were summed into one
   */
  record SeriesOverflow(String metric, String label, int series) {}

  /** The metrics of one scope. */
  static MetricsSnapshot of(List<SeriesTotal> totals, int budget) {
    return each(List.of(totals), budget);
  }

  /**
   * The metrics of several scopes together.
   *
   * @param scopes the series of each
   * @param budget of a metric within each scope
   */
  static MetricsSnapshot each(Collection<List<SeriesTotal>> scopes, int budget) {
    List<SeriesOverflow> overflows = new ArrayList<>();
    Map<String, List<SeriesTotal>> shown = new HashMap<>();
    scopes.forEach(
        totals ->
            byMetric(totals)
                .forEach(
                    (metric, all) ->
                        shown
                            .computeIfAbsent(metric, name -> new ArrayList<>())
                            .addAll(admitted(all, budget, overflows))));
    List<Metric> metrics = new ArrayList<>();
    for (MetricDefinition definition : MetricDefinitions.all()) {
      metrics.add(metric(definition, sums(shown.getOrDefault(definition.name(), List.of()))));
    }
    return new MetricsSnapshot(metrics, together(overflows));
  }

  private static Map<String, List<SeriesTotal>> byMetric(List<SeriesTotal> totals) {
    return totals.stream().collect(Collectors.groupingBy(total -> total.series().metric()));
  }

  /** One entry for each metric and label, whichever scope exceeded the budget. */
  private static List<SeriesOverflow> together(List<SeriesOverflow> overflows) {
    Map<List<String>, SeriesOverflow> byLabel = new LinkedHashMap<>();
    overflows.forEach(
        overflow ->
            byLabel.merge(
                List.of(overflow.metric(), overflow.label()),
                overflow,
                (a, b) -> new SeriesOverflow(a.metric(), a.label(), a.series() + b.series())));
    return List.copyOf(byLabel.values());
  }

  private static List<SeriesTotal> sums(List<SeriesTotal> totals) {
    Map<MetricSeries, SeriesTotal> sums = new LinkedHashMap<>();
    totals.forEach(total -> sums.merge(total.series(), total, MetricsSnapshot::sum));
    return List.copyOf(sums.values());
  }

  private static List<SeriesTotal> admitted(
      List<SeriesTotal> all, int budget, List<SeriesOverflow> overflows) {
    if (all.size() <= budget) {
      return all;
    }
    List<SeriesTotal> inOrder =
        all.stream()
            .sorted(
                Comparator.comparing(SeriesTotal::first)
                    .thenComparing(total -> total.series().labels().toString()))
            .toList();
    List<SeriesTotal> admitted = new ArrayList<>(inOrder.subList(0, budget - 1));
    List<SeriesTotal> rest = inOrder.subList(budget - 1, inOrder.size());
    MetricSeries other = LabelSanitizer.overflow(rest.getFirst().series());
    rest.forEach(total -> admitted.add(in(other, total)));
    overflows.add(new SeriesOverflow(other.metric(), widestLabel(all), rest.size()));
    return sums(admitted);
  }

  /** The label with the most values. */
  private static String widestLabel(List<SeriesTotal> all) {
    Map<String, Set<String>> values = new TreeMap<>();
    for (SeriesTotal total : all) {
      total
          .series()
          .labels()
          .forEach(
              (label, value) -> values.computeIfAbsent(label, name -> new HashSet<>()).add(value));
    }
    return values.entrySet().stream()
        .max(Comparator.comparingInt(entry -> entry.getValue().size()))
        .map(Map.Entry::getKey)
        .orElse(LabelSanitizer.NONE);
  }

  private static SeriesTotal in(MetricSeries series, SeriesTotal total) {
    return new SeriesTotal(
        series, total.count(), total.sum(), total.buckets(), total.first(), total.exemplars());
  }

  private static SeriesTotal sum(SeriesTotal a, SeriesTotal b) {
    List<Long> buckets = new ArrayList<>(a.buckets());
    for (int i = 0; i < buckets.size() && i < b.buckets().size(); i++) {
      buckets.set(i, buckets.get(i) + b.buckets().get(i));
    }
    Map<Integer, Exemplar> exemplars = new HashMap<>(a.exemplars());
    b.exemplars()
        .forEach(
            (bucket, exemplar) ->
                exemplars.merge(
                    bucket, exemplar, (one, two) -> one.time().isBefore(two.time()) ? two : one));
    return new SeriesTotal(
        a.series(),
        a.count() + b.count(),
        MetricDefinitions.of(a.series().metric()).round(a.sum() + b.sum()),
        buckets,
        Stamp.earlier(a.first(), b.first()),
        exemplars);
  }

  private static Metric metric(MetricDefinition definition, List<SeriesTotal> totals) {
    List<Point> points =
        totals.stream()
            .sorted(Comparator.comparing(total -> total.series().labels().toString()))
            .map(total -> point(definition, total))
            .toList();
    Point none = points.isEmpty() ? nothing(definition) : null;
    return definition.help().with(definition.edges(), none == null ? points : List.of(none));
  }

  private static Point point(MetricDefinition definition, SeriesTotal total) {
    double value =
        definition.shown() == Shown.MEAN
            ? definition.round(total.sum() / total.count())
            : total.sum();
    return new Point(
        total.series().labels(), value, total.count(), total.buckets(), total.exemplars());
  }

  /** Without samples, a metric without labels is 0, and a mean has no value. */
  private static @Nullable Point nothing(MetricDefinition definition) {
    return definition.shown() == Shown.MEAN || !definition.help().labels().isEmpty()
        ? null
        : new Point(new TreeMap<>(), 0, 0, definition.noBuckets(), Map.of());
  }
}
