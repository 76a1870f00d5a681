package dev.intentobserve.metrics;

import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.AllSeries;
import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.FiguresContract.Move;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Names;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the room remembers of the cellar between two steps. Whenever a commit fails, be it that its
 * answer did not come, everything is read again.
 */
final class Memory {
  /** Moved by steps that read no page, so that none of them is carried out twice. */
  static final String TICK_CURSOR = "metrics.tick";

  private final Supplier<Vertx> vertx;
  private final Meters meters;
  private Watch watch = Watch.NOTHING;
  private @Nullable Loaded loaded;
  private @Nullable Totals shown;

  /** As it stood in the cellar when it was read or last committed. */
  record Loaded(
      Watch watch,
      Map<String, Long> events,
      Map<String, Long> lives,
      Map<String, Long> tick,
      Totals totals) {

    long fence() {
      return tick.getOrDefault(TICK_CURSOR, 0L);
    }

    /** The indicators over events whose cursors are in a cohort. */
    SortedMap<String, Indicator> eventIndicators(Cohort cohort) {
      return indicators(watch.eventCursors(), cohort);
    }

    /** The indicators over lives whose cursors are in a cohort. */
    SortedMap<String, Indicator> lifeIndicators(Cohort cohort) {
      return indicators(watch.lifeCursors(), cohort);
    }

    private SortedMap<String, Indicator> indicators(
        SortedMap<String, String> cursors, Cohort cohort) {
      SortedMap<String, Indicator> indicators = new TreeMap<>(watch.indicators());
      indicators
          .keySet()
          .removeIf(
              id ->
                  cursors.entrySet().stream()
                      .noneMatch(
                          entry ->
                              entry.getValue().equals(id)
                                  && cohort.cursors().contains(entry.getKey())));
      return indicators;
    }
  }

  Memory(Supplier<Vertx> vertx, Meters meters) {
    this.vertx = vertx;
    this.meters = meters;
  }

  Watch watch() {
    return watch;
  }

  /** Whether that changes what is counted. */
  boolean watch(Watch next) {
    boolean changed = !next.indicators().equals(watch.indicators());
    watch = next;
    if (changed) {
      loaded = null;
    }
    return changed;
  }

  /** Another process may have moved on. */
  void forget() {
    loaded = null;
  }

  /** Reads what is not in memory; cursors first, so that what moved meanwhile fails to commit. */
  Future<Loaded> load() {
    if (loaded != null) {
      return Future.succeededFuture(loaded);
    }
    Watch wanted = watch;
    Map<String, Long> events = new HashMap<>();
    Map<String, Long> lives = new HashMap<>();
    Map<String, Long> tick = new HashMap<>();
    return position(events, MetricsContract.CURSOR)
        .compose(read -> positions(events, wanted.eventCursors().keySet()))
        .compose(read -> position(lives, MetricsContract.LIVES_CURSOR))
        .compose(read -> positions(lives, wanted.lifeCursors().keySet()))
        .compose(read -> position(tick, TICK_CURSOR))
        .compose(read -> FiguresContract.SERIES.ask(vertx.get(), new AllSeries()))
        .map(all -> loaded(new Loaded(wanted, events, lives, tick, new Totals(all))));
  }

  private Loaded loaded(Loaded fresh) {
    shown = fresh.totals();
    if (fresh.watch().indicators().equals(watch.indicators())) {
      loaded = fresh;
    }
    return fresh;
  }

  private Future<Void> positions(Map<String, Long> into, Iterable<String> cursors) {
    Future<Void> read = Future.succeededFuture();
    for (String cursor : cursors) {
      read = read.compose(before -> position(into, cursor));
    }
    return read;
  }

  private Future<Void> position(Map<String, Long> into, String cursor) {
    return StoreContract.CURSOR
        .ask(vertx.get(), new CursorOf(cursor))
        .onSuccess(position -> into.put(cursor, position))
        .mapEmpty();
  }

  /** Commits a step that rests on {@code base}. */
  Future<Boolean> commit(Loaded base, CommitFigures step) {
    return FiguresContract.COMMIT_FIGURES
        .ask(vertx.get(), step)
        .onSuccess(committed -> remember(base, step))
        .onFailure(error -> loaded = null);
  }

  private void remember(Loaded base, CommitFigures step) {
    base.totals().apply(step.totals());
    for (Move move : step.moves()) {
      for (Map<String, Long> cursors : List.of(base.events(), base.lives(), base.tick())) {
        cursors.computeIfPresent(move.cursor(), (cursor, from) -> move.to());
      }
      if (move.cursor().startsWith(MetricsContract.CURSOR)) {
        meters.gauge(Names.METRIC_CURSOR, (double) move.to(), Names.LABEL_CURSOR, move.cursor());
      }
    }
  }

  /** The totals as last read or committed, also while they are read again; null before that. */
  @Nullable Totals shown() {
    return shown;
  }
}
