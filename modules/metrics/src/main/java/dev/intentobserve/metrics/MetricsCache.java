package dev.intentobserve.metrics;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.CursorMove;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
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
 * The state in the store, cached between steps. When a commit fails, even if only its answer is
 * lost, everything is read again.
 */
final class MetricsCache {
  /** Moved by steps that read no page, so that none of them is committed twice. */
  static final String TICK_CURSOR = "metrics.tick";

  private final Supplier<Vertx> vertx;
  private final Meters meters;
  private ActiveObjectives watch = ActiveObjectives.NOTHING;
  private @Nullable MetricsState loaded;
  private @Nullable SeriesTotals shown;

  /** The state of the store when it was read or last committed. */
  record MetricsState(
      ActiveObjectives watch,
      Map<String, Long> events,
      Map<String, Long> entityStates,
      Map<String, Long> tick,
      SeriesTotals totals) {

    long tickPosition() {
      return tick.getOrDefault(TICK_CURSOR, 0L);
    }

    /** The indicators over events whose cursors are in a cohort. */
    SortedMap<String, Indicator> eventIndicators(CursorCohort cohort) {
      return indicators(watch.eventCursors(), cohort);
    }

    /** The indicators over entity states whose cursors are in a cohort. */
    SortedMap<String, Indicator> lifeIndicators(CursorCohort cohort) {
      return indicators(watch.entityStateCursors(), cohort);
    }

    private SortedMap<String, Indicator> indicators(
        SortedMap<String, String> cursors, CursorCohort cohort) {
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

  MetricsCache(Supplier<Vertx> vertx, Meters meters) {
    this.vertx = vertx;
    this.meters = meters;
  }

  ActiveObjectives watch() {
    return watch;
  }

  /** Answers whether that changes what is counted. */
  boolean watch(ActiveObjectives next) {
    boolean changed = !next.indicators().equals(watch.indicators());
    watch = next;
    if (changed) {
      loaded = null;
    }
    return changed;
  }

  /** Call when another process may have committed. */
  void invalidate() {
    loaded = null;
  }

  /** Reads what is not cached; cursors first, so that a change in between makes the commit fail. */
  Future<MetricsState> load() {
    if (loaded != null) {
      return Future.succeededFuture(loaded);
    }
    ActiveObjectives wanted = watch;
    Map<String, Long> events = new HashMap<>();
    Map<String, Long> entityStates = new HashMap<>();
    Map<String, Long> tick = new HashMap<>();
    return position(events, MetricsPorts.CURSOR)
        .compose(read -> positions(events, wanted.eventCursors().keySet()))
        .compose(read -> position(entityStates, MetricsPorts.ENTITY_STATES_CURSOR))
        .compose(read -> positions(entityStates, wanted.entityStateCursors().keySet()))
        .compose(read -> position(tick, TICK_CURSOR))
        .compose(read -> MetricStorePorts.SERIES.ask(vertx.get(), new Nothing()))
        .map(
            all ->
                loaded(
                    new MetricsState(wanted, events, entityStates, tick, new SeriesTotals(all))));
  }

  private MetricsState loaded(MetricsState fresh) {
    shown = fresh.totals();
    if (fresh.watch().indicators().equals(watch.indicators())) {
      loaded = fresh;
    }
    return fresh;
  }

  private Future<Void> positions(Map<String, Long> into, Iterable<String> cursors) {
    return Futures.oneAfterAnother(cursors, cursor -> position(into, cursor));
  }

  private Future<Void> position(Map<String, Long> into, String cursor) {
    return StorePorts.CURSOR
        .ask(vertx.get(), cursor)
        .onSuccess(position -> into.put(cursor, position))
        .mapEmpty();
  }

  /** Commits a step that was computed from {@code base}. */
  Future<Boolean> commit(MetricsState base, CommitMetrics step) {
    return MetricStorePorts.COMMIT_METRICS
        .ask(vertx.get(), step)
        .onSuccess(committed -> remember(base, step))
        .onFailure(error -> loaded = null);
  }

  private void remember(MetricsState base, CommitMetrics step) {
    base.totals().apply(step.totals());
    for (CursorMove move : step.moves()) {
      for (Map<String, Long> cursors : List.of(base.events(), base.entityStates(), base.tick())) {
        cursors.computeIfPresent(move.cursor(), (cursor, from) -> move.to());
      }
      if (move.cursor().startsWith(MetricsPorts.CURSOR)) {
        meters.gauge(
            TelemetryNames.METRIC_CURSOR,
            (double) move.to(),
            TelemetryNames.LABEL_CURSOR,
            move.cursor());
      }
    }
  }

  /** The totals as last read or committed, even while they are read again; null before that. */
  @Nullable SeriesTotals shown() {
    return shown;
  }
}
