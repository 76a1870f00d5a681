package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.ports.MetricStorePorts.Edge;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of one step. The store keeps a limited number of series of a metric in each scope;
 * later ones are added to one series with all labels {@code other}. Beyond this limit, which is far
 * above what is shown, the order of events matters.
 */
final class SeriesChangeSet {
  private final SeriesTotals totals;
  private final int most;
  private final Map<Scoped<MetricSeries>, SeriesChange> changes = new LinkedHashMap<>();
  private final Map<Scoped<String>, Integer> added = new HashMap<>();

  SeriesChangeSet(SeriesTotals totals, int most) {
    this.totals = totals;
    this.most = most;
  }

  /** The change of a series, or of the overflow series. */
  SeriesChange change(Scope scope, MetricSeries series) {
    return exactly(new Scoped<>(scope, placed(scope, series)));
  }

  /** The series itself, or the overflow series. */
  MetricSeries placed(Scope scope, MetricSeries series) {
    Scoped<MetricSeries> key = new Scoped<>(scope, series);
    boolean known = totals.get(key) != null || changes.containsKey(key);
    Scoped<String> metric = new Scoped<>(scope, series.metric());
    int rows = totals.rows(scope, series.metric()) + added.getOrDefault(metric, 0);
    return known || rows < most ? series : LabelSanitizer.overflow(series);
  }

  /** The change of the exact series that a sample is stored under. */
  SeriesChange exactly(Scoped<MetricSeries> key) {
    SeriesChange change = changes.get(key);
    if (change == null) {
      SeriesTotal before = totals.get(key);
      change = new SeriesChange(key.value(), before);
      changes.put(key, change);
      if (before == null) {
        added.merge(new Scoped<>(key.scope(), key.value().metric()), 1, Integer::sum);
      }
    }
    return change;
  }

  /** What must be loaded before the step can be computed, by scope. */
  Map<Scope, List<Edge>> lostEdges() {
    Map<Scope, List<Edge>> lostEdges = new HashMap<>();
    changes.forEach(
        (key, change) -> {
          List<Edge> edges = change.lostEdges();
          if (!edges.isEmpty()) {
            lostEdges.computeIfAbsent(key.scope(), scope -> new ArrayList<>()).addAll(edges);
          }
        });
    return lostEdges;
  }

  /**
   * The changed totals.
   *
   * @param found what was loaded
   */
  List<Scoped<SeriesTotal>> settled(List<Scoped<MetricSample>> found) {
    Map<Scoped<MetricSeries>, List<MetricSample>> behind = new HashMap<>();
    for (Scoped<MetricSample> sample : found) {
      behind
          .computeIfAbsent(
              new Scoped<>(sample.scope(), sample.value().series()), key -> new ArrayList<>())
          .add(sample.value());
    }
    List<Scoped<SeriesTotal>> settled = new ArrayList<>();
    changes.forEach(
        (key, change) -> {
          SeriesTotal before = totals.get(key);
          SeriesTotal after = change.settled(behind.getOrDefault(key, List.of()));
          if (!after.equals(before) && (before != null || after.count() != 0)) {
            settled.add(new Scoped<>(key.scope(), after));
          }
        });
    return settled;
  }
}
