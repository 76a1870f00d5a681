package dev.intentobserve.metrics;

import dev.intentobserve.metrics.MetricsCache.MetricsState;
import dev.intentobserve.metrics.MetricsSnapshot.SeriesOverflow;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.IndicatorCount;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.MetricsPorts.AllMetrics;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.TimingSliCounter;
import dev.intentobserve.ports.loop.CursorLoop;
import dev.intentobserve.ports.loop.StepQueue;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two loops and a tick take turns on one cache. Queries are answered from what was last committed.
 */
final class MetricsVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(MetricsVerticle.class);

  private final MetricsConfig config;
  private final Meters meters;
  private final TimingSliCounter timings;
  private final boolean writes;
  private final StepQueue turns = new StepQueue();
  private final MetricsCache cache;
  private final EventStep eventStep;
  private final EntityStateStep entityStateStep;
  private final PeriodicStep periodicStep;
  private final Set<SeriesOverflow> reportedOverflows = new HashSet<>();
  private CursorLoop record;
  private CursorLoop entityStates;

  @SuppressWarnings("NullAway.Init") // the loops need the Vert.x that comes with deployment
  MetricsVerticle(
      MetricsConfig config,
      InstantSource clock,
      Meters meters,
      TimingSliCounter timings,
      boolean writes) {
    this.writes = writes;
    this.config = config;
    this.meters = meters;
    this.timings = timings;
    this.cache = new MetricsCache(() -> vertx, meters);
    this.eventStep = new EventStep(config, clock, () -> vertx, cache);
    this.entityStateStep = new EntityStateStep(config, clock, () -> vertx, cache);
    FreshnessSampler freshness = new FreshnessSampler(() -> vertx, config.readers());
    this.periodicStep = new PeriodicStep(clock, () -> vertx, cache, timings, freshness);
  }

  @Override
  public Future<?> start() {
    record =
        new CursorLoop(
                vertx, "metrics.record", config.pollInterval(), () -> turns.take(eventStep::take))
            .monitored();
    entityStates =
        new CursorLoop(
                vertx,
                MetricsPorts.ENTITY_STATES_CURSOR,
                config.pollInterval(),
                () -> turns.take(entityStateStep::take))
            .monitored();
    return Future.all(
            MetricsPorts.METRICS.answer(vertx, this::metrics),
            Hint.RECORD.subscribe(vertx, upTo -> record.wake()),
            // The record's hint is local; PLACED also announces events stored by other processes.
            Hint.PLACED.subscribe(vertx, upTo -> record.wake()),
            Hint.ENTITY_STATES.subscribe(vertx, upTo -> entityStates.wake()),
            Hint.OBJECTIVES.subscribe(vertx, generation -> loadObjectives()))
        .compose(open -> loadObjectives())
        .onSuccess(
            learned -> {
              if (writes) {
                fold();
              }
            });
  }

  private void fold() {
    record.start();
    entityStates.start();
    vertx.setPeriodic(config.tick().toMillis(), timer -> tick());
  }

  /** Timings not yet committed are dropped: another process counts from now on. */
  @Override
  public Future<?> stop() {
    timings.watch(List.of());
    return Future.all(record.stop(), entityStates.stop());
  }

  /** Work that depends on time. Never fails, because the next tick repeats it. */
  Future<Void> tick() {
    return loadObjectives()
        .compose(learned -> turns.take(periodicStep::take))
        .onFailure(
            error -> log.atWarn().setCause(error).log("tick failed, the next one catches up"))
        .otherwiseEmpty();
  }

  /**
   * For tests: runs all pages, then a tick. A step that fails is left to the next time, as in the
   * loops.
   */
  Future<Void> catchUp() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        turn ->
            drain(eventStep::take)
                .compose(folded -> drain(entityStateStep::take))
                .compose(folded -> tick())
                .onComplete(done));
    return done.future();
  }

  private Future<Void> drain(Supplier<Future<Boolean>> step) {
    return turns
        .take(step)
        .otherwise(false)
        .compose(more -> more ? drain(step) : Future.succeededFuture());
  }

  /** Loads the objectives; without an answer, the known ones stay active. */
  private Future<Void> loadObjectives() {
    return AlertingPorts.OBJECTIVES
        .ask(vertx, new Nothing())
        .onSuccess(this::watch)
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void watch(ObjectiveSet set) {
    timings.watch(set.objectives());
    if (cache.watch(ActiveObjectives.of(set))) {
      record.wake();
      entityStates.wake();
    }
  }

  private Future<List<Metric>> metrics(AllMetrics question) {
    return totals()
        .compose(
            totals ->
                MetricStorePorts.ALL_GOOD_BAD_COUNTS
                    .ask(vertx, new Nothing())
                    .map(tallies -> metrics(question.scope(), totals, tallies)));
  }

  private Future<SeriesTotals> totals() {
    SeriesTotals shown = writes ? cache.shown() : null;
    if (!writes) {
      cache.invalidate();
    }
    return shown != null
        ? Future.succeededFuture(shown)
        : turns.take(cache::load).map(MetricsState::totals);
  }

  private List<Metric> metrics(
      @Nullable Scope scope, SeriesTotals totals, List<IndicatorCount> tallies) {
    MetricsSnapshot list = scope == null ? ofAllScopes(totals) : own(totals, scope);
    List<Objective> objectives =
        cache.watch().objectives().stream()
            .filter(objective -> scope == null || objective.scope().equals(scope))
            .toList();
    List<Metric> all = new ArrayList<>(list.metrics());
    all.addAll(SloMetrics.of(objectives, tallies));
    return all;
  }

  private MetricsSnapshot own(SeriesTotals totals, Scope scope) {
    return MetricsSnapshot.of(totals.of(scope), config.seriesBudget());
  }

  private MetricsSnapshot ofAllScopes(SeriesTotals totals) {
    Collection<List<SeriesTotal>> scopes = totals.each();
    MetricsSnapshot list = MetricsSnapshot.each(scopes, config.seriesShown(scopes.size()));
    report(list.overflows());
    return list;
  }

  /** Reports metrics beyond their budget, and 0 for those no longer beyond it. */
  private void report(List<SeriesOverflow> overflows) {
    reportedOverflows.forEach(overflow -> report(overflow, 0));
    reportedOverflows.clear();
    reportedOverflows.addAll(overflows);
    overflows.forEach(overflow -> report(overflow, overflow.series()));
  }

  private void report(SeriesOverflow overflow, int series) {
    meters.gauge(
        TelemetryNames.METRIC_SERIES_OVERFLOW,
        series,
        TelemetryNames.LABEL_METRIC,
        overflow.metric(),
        TelemetryNames.LABEL_LABEL,
        overflow.label());
  }
}
