package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SliEvent.Outcome;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.Edge;
import dev.intentobserve.ports.MetricStorePorts.EmitterActivity;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The store's metric tables as maps. */
final class InMemoryMetricStore {
  final Map<Scoped<MetricSeries>, SeriesTotal> series = new HashMap<>();
  final Map<Scoped<List<Object>>, MetricSample> samples = new HashMap<>();
  final Map<Scoped<List<String>>, SliEvent> cases = new HashMap<>();
  final Map<Scoped<List<Object>>, GoodBadCount> ticks = new HashMap<>();
  final Map<Scoped<List<Object>>, EmitterActivity> activity = new HashMap<>();

  void commit(CommitMetrics step) {
    step.gone().forEach(sample -> samples.remove(key(sample)));
    step.samples().forEach(sample -> samples.put(key(sample), sample.value()));
    step.dropped().forEach(one -> cases.remove(caseKey(one)));
    step.cases().forEach(one -> cases.put(caseKey(one), one.value()));
    for (Scoped<SeriesTotal> total : step.totals()) {
      Scoped<MetricSeries> key = new Scoped<>(total.scope(), total.value().series());
      if (total.value().count() == 0) {
        series.remove(key);
      } else {
        series.put(key, total.value());
      }
    }
    step.ticks()
        .forEach(
            tick ->
                ticks.merge(
                    new Scoped<>(
                        tick.scope(), List.of(tick.value().indicator(), tick.value().minute())),
                    new GoodBadCount(tick.value().good(), tick.value().bad()),
                    GoodBadCount::plus));
    ticks.values().removeIf(GoodBadCount.NONE::equals);
    step.activity().forEach(this::recordActivity);
  }

  private void recordActivity(Scoped<EmitterActivity> active) {
    EmitterActivity value = active.value();
    activity.merge(
        new Scoped<>(active.scope(), List.of(value.kind(), value.name(), value.minute())),
        value,
        (a, b) -> {
          EmitterActivity last =
              Comparator.comparing(EmitterActivity::last)
                          .thenComparing(EmitterActivity::lastEvent)
                          .compare(a, b)
                      > 0
                  ? a
                  : b;
          return new EmitterActivity(
              a.kind(), a.name(), a.minute(), a.count() + b.count(), last.last(), last.lastEvent());
        });
  }

  /** A copy, as read by a new process. */
  SeriesTotals totals() {
    return new SeriesTotals(
        series.entrySet().stream()
            .map(entry -> new Scoped<>(entry.getKey().scope(), entry.getValue()))
            .toList());
  }

  List<Scoped<MetricSample>> samplesOf(Map<Scope, Set<String>> subjects) {
    return samples.entrySet().stream()
        .map(entry -> new Scoped<>(entry.getKey().scope(), entry.getValue()))
        .filter(
            sample ->
                subjects.getOrDefault(sample.scope(), Set.of()).contains(sample.value().subject()))
        .toList();
  }

  List<Scoped<SliEvent>> casesOf(Map<Scope, Set<String>> subjects, Set<String> indicators) {
    return cases.entrySet().stream()
        .map(entry -> new Scoped<>(entry.getKey().scope(), entry.getValue()))
        .filter(one -> subjects.getOrDefault(one.scope(), Set.of()).contains(one.value().subject()))
        .filter(one -> indicators.contains(one.value().indicator()))
        .toList();
  }

  List<Scoped<SliEvent>> due(Instant now) {
    return cases.entrySet().stream()
        .map(entry -> new Scoped<>(entry.getKey().scope(), entry.getValue()))
        .filter(one -> one.value().outcome() == Outcome.OPEN)
        .filter(one -> one.value().due() != null && !one.value().due().isAfter(now))
        .toList();
  }

  List<Scoped<MetricSample>> edges(
      Map<Scope, List<Edge>> lostEdges, Map<Scope, Set<String>> without) {
    List<Scoped<MetricSample>> found = new ArrayList<>();
    lostEdges.forEach(
        (scope, edges) ->
            edges.forEach(
                edge ->
                    edge(scope, edge, without.getOrDefault(scope, Set.of()))
                        .ifPresent(sample -> found.add(new Scoped<>(scope, sample)))));
    return found;
  }

  private Optional<MetricSample> edge(Scope scope, Edge edge, Set<String> without) {
    List<MetricSample> candidates =
        samples.entrySet().stream()
            .filter(entry -> entry.getKey().scope().equals(scope))
            .map(Map.Entry::getValue)
            .filter(sample -> sample.series().equals(edge.series()))
            .filter(sample -> sample.value() > edge.above() && sample.value() <= edge.upTo())
            .filter(sample -> !without.contains(sample.subject()))
            .toList();
    return edge.latest()
        ? candidates.stream()
            .filter(sample -> sample.traceId() != null && sample.spanId() != null)
            .max(Comparator.comparing(MetricSample::time).thenComparing(MetricSample::spanId))
        : candidates.stream()
            .min(Comparator.comparing(MetricSample::time).thenComparing(MetricSample::subject));
  }

  private static Scoped<List<Object>> key(Scoped<MetricSample> sample) {
    return new Scoped<>(sample.scope(), List.of(sample.value().series(), sample.value().subject()));
  }

  private static Scoped<List<String>> caseKey(Scoped<SliEvent> one) {
    return new Scoped<>(one.scope(), List.of(one.value().indicator(), one.value().subject()));
  }
}
