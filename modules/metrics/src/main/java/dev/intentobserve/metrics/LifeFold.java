package dev.intentobserve.metrics;

import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.FiguresContract.Edge;
import dev.intentobserve.contract.FiguresContract.Move;
import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Sample;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the samples and cases of changed lives anew and puts them in the place of the old ones:
 * what a life added once is taken back to the last bit, whatever it became since.
 */
final class LifeFold {
  private final boolean main;
  private final Map<String, Indicator> indicators;
  private final List<LifeRow> rows;
  private final SeriesDraft series;
  private final Ticks ticks = new Ticks();
  private final CaseChanges cases = new CaseChanges(ticks);
  private final List<Scoped<Sample>> made = new ArrayList<>();
  private final List<Scoped<Sample>> gone = new ArrayList<>();

  /** Of a sample or case. */
  private record Key(Object of, String subject) {}

  /**
   * @param main whether the main cursor is among the cohort; else only the indicators count
   * @param indicators of the cohort, by id
   */
  LifeFold(
      boolean main, Map<String, Indicator> indicators, List<LifeRow> rows, SeriesDraft series) {
    this.main = main;
    this.indicators = Map.copyOf(indicators);
    this.rows = List.copyOf(rows);
    this.series = series;
  }

  /** Whose samples and cases must be known before {@link #fold}, by scope. */
  Map<Scope, Set<String>> subjects() {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                LifeRow::scope, Collectors.mapping(LifeFold::subject, Collectors.toSet())));
  }

  void fold(List<Scoped<Sample>> samples, List<Scoped<Case>> known, Instant now) {
    if (main) {
      foldSamples(samples);
    }
    foldCases(known, now);
  }

  private void foldSamples(List<Scoped<Sample>> samples) {
    Map<Scoped<Key>, Sample> before = new HashMap<>();
    samples.forEach(old -> before.put(key(old.scope(), old.value()), old.value()));
    for (LifeRow row : rows) {
      for (Sample sample : placed(row)) {
        series.exactly(new Scoped<>(row.scope(), sample.series())).present(sample);
        replace(row.scope(), before.remove(key(row.scope(), sample)), sample);
      }
    }
    before.forEach((key, old) -> takeBack(key.scope(), old));
  }

  private void replace(Scope scope, @Nullable Sample old, Sample sample) {
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

  private void takeBack(Scope scope, Sample old) {
    series.exactly(new Scoped<>(scope, old.series())).remove(old);
    gone.add(new Scoped<>(scope, old));
  }

  /** Two samples of a life that end up in the series of all that has no room are one. */
  private List<Sample> placed(LifeRow row) {
    Map<Series, Sample> placed = new LinkedHashMap<>();
    for (Sample sample : LifeSamples.of(row)) {
      Series place = series.placed(row.scope(), sample.series());
      series.exactly(new Scoped<>(row.scope(), place));
      placed.merge(place, in(place, sample, sample.value()), LifeFold::sum);
    }
    return List.copyOf(placed.values());
  }

  private static Sample sum(Sample a, Sample b) {
    Sample earlier = a.time().isAfter(b.time()) ? b : a;
    return in(a.series(), earlier, a.value() + b.value());
  }

  private static Sample in(Series series, Sample sample, double value) {
    return new Sample(
        series, sample.subject(), value, sample.time(), sample.traceId(), sample.spanId());
  }

  private void foldCases(List<Scoped<Case>> known, Instant now) {
    Map<Scoped<Key>, Case> before = new HashMap<>();
    for (Scoped<Case> old : known) {
      before.put(key(old.scope(), old.value().indicator(), old.value().subject()), old.value());
    }
    for (LifeRow row : rows) {
      indicators.forEach(
          (id, indicator) ->
              cases.replace(
                  row.scope(),
                  before.get(key(row.scope(), id, subject(row))),
                  LifeCases.of(id, indicator, row, now).orElse(null)));
    }
  }

  private static Scoped<Key> key(Scope scope, Sample sample) {
    return key(scope, sample.series(), sample.subject());
  }

  private static Scoped<Key> key(Scope scope, Object of, String subject) {
    return new Scoped<>(scope, new Key(of, subject));
  }

  private static String subject(LifeRow row) {
    return row.life().key().toString();
  }

  /** What has to be asked for before {@link #commit}, by scope. */
  Map<Scope, List<Edge>> lost() {
    return series.lost();
  }

  /**
   * The step as it is to be committed.
   *
   * @param found the samples that {@link #lost} asked for
   */
  CommitFigures commit(List<Move> moves, List<Scoped<Sample>> found) {
    return new CommitFigures(
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
