package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.CursorMove;
import dev.intentobserve.ports.MetricStorePorts.Edge;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Computes samples and SLI events of changed entity states again and replaces the old ones. What an
 * entity state once added is subtracted exactly, whatever it has become since.
 */
final class EntityStateFold {
  private final boolean main;
  private final Map<String, Indicator> indicators;
  private final List<EntityStateRow> rows;
  private final SeriesChangeSet series;
  private final MinuteCounts ticks = new MinuteCounts();
  private final SliEventChanges cases = new SliEventChanges(ticks);
  private final List<Scoped<MetricSample>> made = new ArrayList<>();
  private final List<Scoped<MetricSample>> gone = new ArrayList<>();

  /** The key of a sample or SLI event. */
  private record Key(Object of, String subject) {}

  /**
   * @param main whether the main cursor is in the cohort; otherwise only the indicators count
   * @param indicators of the cohort, by id
   */
  EntityStateFold(
      boolean main,
      Map<String, Indicator> indicators,
      List<EntityStateRow> rows,
      SeriesChangeSet series) {
    this.main = main;
    this.indicators = Map.copyOf(indicators);
    this.rows = List.copyOf(rows);
    this.series = series;
  }

  /** Entities whose old samples and SLI events must be loaded before {@link #fold}, by scope. */
  Map<Scope, Set<String>> subjects() {
    return subjects(row -> true);
  }

  /** Those that one of the indicators may measure. */
  Map<Scope, Set<String>> measuredSubjects() {
    return subjects(
        row ->
            indicators.values().stream()
                .anyMatch(indicator -> EntitySliEvents.measures(indicator, row.entityState())));
  }

  private Map<Scope, Set<String>> subjects(Predicate<EntityStateRow> wanted) {
    return rows.stream()
        .filter(wanted)
        .collect(
            Collectors.groupingBy(
                EntityStateRow::scope,
                Collectors.mapping(EntityStateFold::subject, Collectors.toSet())));
  }

  void fold(List<Scoped<MetricSample>> samples, List<Scoped<SliEvent>> known, Instant now) {
    if (main) {
      foldSamples(samples);
    }
    foldCases(known, now);
  }

  private void foldSamples(List<Scoped<MetricSample>> samples) {
    Map<Scoped<Key>, MetricSample> before = new HashMap<>();
    samples.forEach(old -> before.put(key(old.scope(), old.value()), old.value()));
    for (EntityStateRow row : rows) {
      for (MetricSample sample : placed(row)) {
        series.exactly(new Scoped<>(row.scope(), sample.series())).present(sample);
        replace(row.scope(), before.remove(key(row.scope(), sample)), sample);
      }
    }
    before.forEach((key, old) -> takeBack(key.scope(), old));
  }

  private void replace(Scope scope, @Nullable MetricSample old, MetricSample sample) {
    if (sample.equals(old)) {
      return;
    }
    SeriesChange change = series.exactly(new Scoped<>(scope, sample.series()));
    if (old != null) {
      change.remove(old);
    }
    change.add(sample);
    made.add(new Scoped<>(scope, sample));
  }

  private void takeBack(Scope scope, MetricSample old) {
    series.exactly(new Scoped<>(scope, old.series())).remove(old);
    gone.add(new Scoped<>(scope, old));
  }

  /** Two samples of an entity state that end in the overflow series are one sample. */
  private List<MetricSample> placed(EntityStateRow row) {
    Map<MetricSeries, MetricSample> placed = new LinkedHashMap<>();
    for (MetricSample sample : EntityStateSamples.of(row)) {
      MetricSeries place = series.placed(row.scope(), sample.series());
      series.exactly(new Scoped<>(row.scope(), place));
      placed.merge(place, in(place, sample, sample.value()), EntityStateFold::sum);
    }
    return List.copyOf(placed.values());
  }

  private static MetricSample sum(MetricSample a, MetricSample b) {
    MetricSample earlier = a.time().isAfter(b.time()) ? b : a;
    return in(a.series(), earlier, a.value() + b.value());
  }

  private static MetricSample in(MetricSeries series, MetricSample sample, double value) {
    return new MetricSample(
        series, sample.subject(), value, sample.time(), sample.traceId(), sample.spanId());
  }

  private void foldCases(List<Scoped<SliEvent>> known, Instant now) {
    Map<Scoped<Key>, SliEvent> before = new HashMap<>();
    for (Scoped<SliEvent> old : known) {
      before.put(key(old.scope(), old.value().indicator(), old.value().subject()), old.value());
    }
    for (EntityStateRow row : rows) {
      indicators.forEach(
          (id, indicator) ->
              cases.replace(
                  row.scope(),
                  before.get(key(row.scope(), id, subject(row))),
                  EntitySliEvents.of(id, indicator, row, now).orElse(null)));
    }
  }

  private static Scoped<Key> key(Scope scope, MetricSample sample) {
    return key(scope, sample.series(), sample.subject());
  }

  private static Scoped<Key> key(Scope scope, Object of, String subject) {
    return new Scoped<>(scope, new Key(of, subject));
  }

  private static String subject(EntityStateRow row) {
    return row.entityState().key().toString();
  }

  /** What must be loaded before {@link #commit}, by scope. */
  Map<Scope, List<Edge>> lostEdges() {
    return series.lostEdges();
  }

  /**
   * The step to commit.
   *
   * @param found the samples at {@link #lostEdges}
   */
  CommitMetrics commit(List<CursorMove> moves, List<Scoped<MetricSample>> found) {
    return new CommitMetrics(
        moves,
        series.settled(found),
        made,
        gone,
        cases.made(),
        cases.dropped(),
        ticks.list(),
        List.of());
  }
}
