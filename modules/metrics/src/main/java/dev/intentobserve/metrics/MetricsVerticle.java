package dev.intentobserve.metrics;

import dev.intentobserve.contract.AlertContract;
import dev.intentobserve.contract.AlertContract.AllObjectives;
import dev.intentobserve.contract.AlertContract.ObjectiveSet;
import dev.intentobserve.contract.CursorLoop;
import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.AllTallies;
import dev.intentobserve.contract.FiguresContract.IndicatorTally;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.MetricsContract.AllMetrics;
import dev.intentobserve.contract.Timings;
import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.SeriesTotal;
import dev.intentobserve.metrics.Memory.Loaded;
import dev.intentobserve.metrics.MetricList.Overflow;
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
 * The shell: two loops and a tick take turns on one memory, and whoever asks gets the figures as
 * they were last committed.
 */
final class MetricsVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(MetricsVerticle.class);

  private final MetricsConfig config;
  private final Meters meters;
  private final Timings timings;
  private final boolean folds;
  private final Turns turns = new Turns();
  private final Memory memory;
  private final RecordStep recordStep;
  private final LivesStep livesStep;
  private final TickStep tickStep;
  private final Set<Overflow> told = new HashSet<>();
  private CursorLoop record;
  private CursorLoop lives;

  @SuppressWarnings("NullAway.Init") // the loops need the Vert.x that comes with deployment
  MetricsVerticle(
      MetricsConfig config, InstantSource clock, Meters meters, Timings timings, boolean folds) {
    this.folds = folds;
    this.config = config;
    this.meters = meters;
    this.timings = timings;
    this.memory = new Memory(() -> vertx, meters);
    this.recordStep = new RecordStep(config, clock, () -> vertx, memory);
    this.livesStep = new LivesStep(config, clock, () -> vertx, memory);
    Freshness freshness = new Freshness(() -> vertx, config.readers());
    this.tickStep = new TickStep(clock, () -> vertx, memory, timings, freshness);
  }

  @Override
  public Future<?> start() {
    record =
        new CursorLoop(
                vertx, "metrics.record", config.slowPoke(), () -> turns.take(recordStep::take))
            .watched();
    lives =
        new CursorLoop(vertx, "metrics.lives", config.slowPoke(), () -> turns.take(livesStep::take))
            .watched();
    return Future.all(
            MetricsContract.METRICS.answer(vertx, this::metrics),
            Hint.RECORD.hear(vertx, upTo -> record.poke()),
            // Of what another process stored only placing tells, as the record's hint stays at
            // home.
            Hint.PLACED.hear(vertx, upTo -> record.poke()),
            Hint.LIVES.hear(vertx, upTo -> lives.poke()),
            Hint.OBJECTIVES.hear(vertx, generation -> learn()))
        .compose(open -> learn())
        .onSuccess(
            learned -> {
              if (folds) {
                fold();
              }
            });
  }

  private void fold() {
    record.start();
    lives.start();
    vertx.setPeriodic(config.tick().toMillis(), timer -> tick());
  }

  /** What was timed and not yet committed is forgotten: another process counts from now on. */
  @Override
  public Future<?> stop() {
    timings.watch(List.of());
    return Future.all(record.stop(), lives.stop());
  }

  /** What the clock brings; completes also when it failed, as the next tick brings it again. */
  Future<Void> tick() {
    return learn()
        .compose(learned -> turns.take(tickStep::take))
        .onFailure(
            error -> log.atWarn().setCause(error).log("tick failed, the next one catches up"))
        .otherwiseEmpty();
  }

  /**
   * For tests, which wait for what the loops do by themselves: all pages, then a tick. A step that
   * fails is left to the next time, as the loops leave it to their next turn.
   */
  Future<Void> catchUp() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        turn ->
            drain(recordStep::take)
                .compose(folded -> drain(livesStep::take))
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

  /** Asks for the objectives; while nobody answers, those known so far stay in force. */
  private Future<Void> learn() {
    return AlertContract.OBJECTIVES
        .ask(vertx, new AllObjectives())
        .onSuccess(this::watch)
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void watch(ObjectiveSet set) {
    timings.watch(set.objectives());
    if (memory.watch(Watch.of(set))) {
      record.poke();
      lives.poke();
    }
  }

  private Future<List<Metric>> metrics(AllMetrics question) {
    return totals()
        .compose(
            totals ->
                FiguresContract.ALL_TALLIES
                    .ask(vertx, new AllTallies())
                    .map(tallies -> metrics(question.scope(), totals, tallies)));
  }

  private Future<Totals> totals() {
    Totals shown = folds ? memory.shown() : null;
    if (!folds) {
      memory.forget();
    }
    return shown != null
        ? Future.succeededFuture(shown)
        : turns.take(memory::load).map(Loaded::totals);
  }

  private List<Metric> metrics(@Nullable Scope scope, Totals totals, List<IndicatorTally> tallies) {
    MetricList list = scope == null ? everybodys(totals) : own(totals, scope);
    List<Objective> objectives =
        memory.watch().objectives().stream()
            .filter(objective -> scope == null || objective.scope().equals(scope))
            .toList();
    List<Metric> all = new ArrayList<>(list.metrics());
    all.addAll(SloMetrics.of(objectives, tallies));
    return all;
  }

  private MetricList own(Totals totals, Scope scope) {
    return MetricList.of(totals.of(scope), config.seriesBudget());
  }

  private MetricList everybodys(Totals totals) {
    Collection<List<SeriesTotal>> scopes = totals.each();
    MetricList list = MetricList.each(scopes, config.seriesShown(scopes.size()));
    tell(list.overflows());
    return list;
  }

  /** Names the offenders, and says 0 of those that are none any more. */
  private void tell(List<Overflow> overflows) {
    told.forEach(overflow -> tell(overflow, 0));
    told.clear();
    told.addAll(overflows);
    overflows.forEach(overflow -> tell(overflow, overflow.series()));
  }

  private void tell(Overflow overflow, int series) {
    meters.gauge(
        Names.METRIC_SERIES_OVERFLOW,
        series,
        Names.LABEL_METRIC,
        overflow.metric(),
        Names.LABEL_LABEL,
        overflow.label());
  }
}
