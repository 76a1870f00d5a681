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
 * The series of one step. A metric keeps at most so many series of a scope in the cellar; what
 * comes after them goes to one series whose labels all say {@code other}, in the order in which it
 * comes, so that beyond this limit, far above what is ever shown, order does count.
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

  /** The change of a series, or of the one that takes in what there is no room for. */
  SeriesChange change(Scope scope, MetricSeries series) {
    return exactly(new Scoped<>(scope, placed(scope, series)));
  }

  /** The series itself, or the one that takes in what there is no room for. */
  MetricSeries placed(Scope scope, MetricSeries series) {
    Scoped<MetricSeries> key = new Scoped<>(scope, series);
    boolean known = totals.get(key) != null || changes.containsKey(key);
    Scoped<String> metric = new Scoped<>(scope, series.metric());
    int rows = totals.rows(scope, series.metric()) + added.getOrDefault(metric, 0);
    return known || rows < most ? series : LabelSanitizer.overflow(series);
  }

  /** Of a sample that is kept under this very series. */
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

  /** What has to be asked for before the step can be settled, by scope. */
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
   * The totals that change.
   *
   * @param found what was asked for
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
