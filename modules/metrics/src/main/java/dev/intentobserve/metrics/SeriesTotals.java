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

/** Every series as the cellar has it. Changed only by what was committed. */
final class SeriesTotals {
  private final Map<Scoped<MetricSeries>, SeriesTotal> totals = new HashMap<>();
  private final Map<Scoped<String>, Integer> rows = new HashMap<>();

  SeriesTotals(List<Scoped<SeriesTotal>> all) {
    apply(all);
  }

  @Nullable SeriesTotal get(Scoped<MetricSeries> series) {
    return totals.get(series);
  }

  /** How many series a metric has within a scope. */
  int rows(Scope scope, String metric) {
    return rows.getOrDefault(new Scoped<>(scope, metric), 0);
  }

  /** Of a scope; null for all of them. */
  List<SeriesTotal> of(@Nullable Scope scope) {
    return totals.entrySet().stream()
        .filter(total -> scope == null || total.getKey().scope().equals(scope))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Of every scope, apart. */
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
