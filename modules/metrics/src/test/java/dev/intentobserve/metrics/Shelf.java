package dev.intentobserve.metrics;

import dev.intentobserve.contract.FiguresContract.Active;
import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.FiguresContract.Edge;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Case.Outcome;
import dev.intentobserve.event.Sample;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Series;
import dev.intentobserve.event.SeriesTotal;
import dev.intentobserve.event.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cellar's figures as maps: what is committed here is what would stand in its tables. */
final class Shelf {
  final Map<Scoped<Series>, SeriesTotal> series = new HashMap<>();
  final Map<Scoped<List<Object>>, Sample> samples = new HashMap<>();
  final Map<Scoped<List<String>>, Case> cases = new HashMap<>();
  final Map<Scoped<List<Object>>, Tally> ticks = new HashMap<>();
  final Map<Scoped<List<Object>>, Active> activity = new HashMap<>();

  void commit(CommitFigures step) {
    step.gone().forEach(sample -> samples.remove(key(sample)));
    step.samples().forEach(sample -> samples.put(key(sample), sample.value()));
    step.dropped().forEach(one -> cases.remove(caseKey(one)));
    step.cases().forEach(one -> cases.put(caseKey(one), one.value()));
    for (Scoped<SeriesTotal> total : step.totals()) {
      Scoped<Series> key = new Scoped<>(total.scope(), total.value().series());
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
                    new Tally(tick.value().good(), tick.value().bad()),
                    Tally::plus));
    ticks.values().removeIf(Tally.NONE::equals);
    step.activity().forEach(this::heard);
  }

  private void heard(Scoped<Active> active) {
    Active value = active.value();
    activity.merge(
        new Scoped<>(active.scope(), List.of(value.kind(), value.name(), value.minute())),
        value,
        (a, b) -> {
          Active last =
              Comparator.comparing(Active::last).thenComparing(Active::lastEvent).compare(a, b) > 0
                  ? a
                  : b;
          return new Active(
              a.kind(), a.name(), a.minute(), a.count() + b.count(), last.last(), last.lastEvent());
        });
  }

  /** The same figures read anew. */
  Totals totals() {
    return new Totals(
        series.entrySet().stream()
            .map(entry -> new Scoped<>(entry.getKey().scope(), entry.getValue()))
            .toList());
  }

  List<Scoped<Sample>> samplesOf(Map<Scope, Set<String>> subjects) {
    return samples.entrySet().stream()
        .map(entry -> new Scoped<>(entry.getKey().scope(), entry.getValue()))
        .filter(
            sample ->
                subjects.getOrDefault(sample.scope(), Set.of()).contains(sample.value().subject()))
        .toList();
  }

  List<Scoped<Case>> casesOf(Map<Scope, Set<String>> subjects, Set<String> indicators) {
    return cases.entrySet().stream()
        .map(entry -> new Scoped<>(entry.getKey().scope(), entry.getValue()))
        .filter(one -> subjects.getOrDefault(one.scope(), Set.of()).contains(one.value().subject()))
        .filter(one -> indicators.contains(one.value().indicator()))
        .toList();
  }

  List<Scoped<Case>> due(Instant now) {
    return cases.entrySet().stream()
        .map(entry -> new Scoped<>(entry.getKey().scope(), entry.getValue()))
        .filter(one -> one.value().outcome() == Outcome.OPEN)
        .filter(one -> one.value().due() != null && !one.value().due().isAfter(now))
        .toList();
  }

  List<Scoped<Sample>> edges(Map<Scope, List<Edge>> lost, Map<Scope, Set<String>> without) {
    List<Scoped<Sample>> found = new ArrayList<>();
    lost.forEach(
        (scope, edges) ->
            edges.forEach(
                edge ->
                    edge(scope, edge, without.getOrDefault(scope, Set.of()))
                        .ifPresent(sample -> found.add(new Scoped<>(scope, sample)))));
    return found;
  }

  private Optional<Sample> edge(Scope scope, Edge edge, Set<String> without) {
    List<Sample> candidates =
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
            .max(Comparator.comparing(Sample::time).thenComparing(Sample::spanId))
        : candidates.stream()
            .min(Comparator.comparing(Sample::time).thenComparing(Sample::subject));
  }

  private static Scoped<List<Object>> key(Scoped<Sample> sample) {
    return new Scoped<>(sample.scope(), List.of(sample.value().series(), sample.value().subject()));
  }

  private static Scoped<List<String>> caseKey(Scoped<Case> one) {
    return new Scoped<>(one.scope(), List.of(one.value().indicator(), one.value().subject()));
  }
}
