package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All series as they are in the store. Changed only by commits. */
final class SeriesTotals {
  private final Map<Scoped<MetricSeries>, SeriesTotal> totals = new HashMap<>();
  private final Map<Scoped<String>, Integer> rows = new HashMap<>();

  SeriesTotals(List<Scoped<SeriesTotal>> all) {
    apply(all);
  }

  @Nullable SeriesTotal get(Scoped<MetricSeries> series) {
    return totals.get(series);
  }

  /** The number of series of a metric within a scope. */
  int rows(Scope scope, String metric) {
    return rows.getOrDefault(new Scoped<>(scope, metric), 0);
  }

  /** The series of a scope; null for all scopes. */
  List<SeriesTotal> of(@Nullable Scope scope) {
    return totals.entrySet().stream()
        .filter(total -> scope == null || total.getKey().scope().equals(scope))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The series by scope. */
  Collection<List<SeriesTotal>> each() {
    return totals.entrySet().stream()
        .collect(
            Collectors.groupingBy(
                total -> total.getKey().scope(),
                Collectors.mapping(Map.Entry::getValue, Collectors.toList())))
        .values();
  }

  void apply(List<Scoped<SeriesTotal>> changed) {
    for (Scoped<SeriesTotal> total : changed) {
      Scoped<MetricSeries> key = new Scoped<>(total.scope(), total.value().series());
      boolean gone = total.value().count() == 0;
      boolean known = (gone ? totals.remove(key) : totals.put(key, total.value())) != null;
      int grown = (gone ? 0 : 1) - (known ? 1 : 0);
      rows.merge(new Scoped<>(total.scope(), key.value().metric()), grown, Integer::sum);
    }
  }
}
