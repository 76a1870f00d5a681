package dev.intentobserve.alerting;

import dev.intentobserve.alerting.slo.ObjectiveFolder;
import dev.intentobserve.alerting.slo.SloEvaluator;
import dev.intentobserve.alerting.slo.SloStatuses;
import dev.intentobserve.alerting.state.AlertStateMachine.Changes;
import dev.intentobserve.alerting.state.EvaluationFailures;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.AlertSnapshot;
import dev.intentobserve.ports.AlertStorePorts.CommitEvaluation;
import dev.intentobserve.ports.AlertingPorts;
import dev.intentobserve.ports.AlertingPorts.FireTestAlert;
import dev.intentobserve.ports.AlertingPorts.ObjectiveSet;
import dev.intentobserve.ports.AlertingPorts.SlosOf;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.loop.LoopHealth;
import dev.intentobserve.slo.openslo.OpenSloParser;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * At each tick: loads data, evaluates, commits what changed. It also answers the alerting ports.
 * All state is in the store and only cached here. The store publishes the hint that alerts changed,
 * because it assigns the change numbers.
 */
final class AlertingVerticle extends VerticleBase {
  private static final String LOOP_NAME = "objectives";

  private final AlertingConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final List<Objective> shipped;
  private final boolean ticks;
  private final AlertingGauges gauges;
  private final EvaluationFailures evaluationFailures = new EvaluationFailures();

  private ObjectiveFolder objectives;
  private SloEvaluator sloEvaluator;
  private EvaluationRunner runner;

  private @Nullable Future<Void> runningTick;
  private @Nullable Future<Void> reloading;
  private List<SloStatus> statuses = List.of();

  /** The generation of the objectives of {@link #statuses}; 0 before the first tick. */
  private long evaluatedGeneration;

  @SuppressWarnings("NullAway.Init") // set in start(), because they need the deployed vertx
  AlertingVerticle(
      AlertingConfig config,
      InstantSource clock,
      Meters meters,
      List<Objective> shipped,
      boolean ticks) {
    this.ticks = ticks;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.shipped = shipped;
    this.gauges = new AlertingGauges(meters);
  }

  @Override
  public Future<?> start() {
    objectives = new ObjectiveFolder(vertx, config.objectivesDir(), shipped, OpenSloParser::read);
    sloEvaluator = new SloEvaluator(vertx, config.deadline(), evaluationFailures);
    runner = new EvaluationRunner(vertx, config, evaluationFailures);
    return objectives
        .scan()
        .compose(
            read ->
                Future.all(
                    AlertingPorts.OBJECTIVES.answer(
                        vertx, all -> Future.succeededFuture(objectives.active())),
                    AlertingPorts.SLOS.answer(vertx, this::slos),
                    AlertingPorts.TEST.answer(vertx, this::test)))
        .onSuccess(open -> startTimers());
  }

  private void startTimers() {
    Hint.OBJECTIVES.publish(vertx, objectives.active().generation());
    vertx.setPeriodic(config.poll().toMillis(), timer -> reload());
    if (ticks) {
      LoopHealth.begin(vertx, LOOP_NAME);
      vertx.setPeriodic(config.tick().toMillis(), timer -> tick());
    }
  }

  /** Gauges are reset, because another process may evaluate differently from now on. */
  @Override
  public Future<?> stop() {
    Future<?> idle = runningTick == null ? Future.succeededFuture() : runningTick;
    return idle.onComplete(
        ended -> {
          gauges.end();
          LoopHealth.end(vertx, LOOP_NAME);
        });
  }

  /** Checks for changed objectives; a call during a running check shares its result. */
  Future<Void> reload() {
    if (reloading == null) {
      Future<Void> scan = objectives.scan().map(this::announce);
      reloading = scan;
      scan.onComplete(done -> reloading = null);
      return scan;
    }
    return reloading;
  }

  private @Nullable Void announce(boolean changed) {
    if (changed) {
      Hint.OBJECTIVES.publish(vertx, objectives.active().generation());
    }
    return null;
  }

  /** Whole milliseconds are exact enough for alerts. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Evaluates everything once; a call during a running tick shares its result. */
  Future<Void> tick() {
    if (runningTick == null) {
      long begun = System.nanoTime();
      Future<Void> tick = evaluateAll(now()).otherwiseEmpty();
      runningTick = tick;
      tick.onComplete(
          done -> {
            runningTick = null;
            meters.time(TelemetryNames.METRIC_TICK, Duration.ofNanos(System.nanoTime() - begun));
          });
      return tick;
    }
    return runningTick;
  }

  private Future<Void> evaluateAll(Instant now) {
    return AlertStorePorts.ALERT_SNAPSHOT
        .ask(vertx, new Nothing(), config.deadline())
        .compose(snapshot -> evaluateAll(now, snapshot))
        .onSuccess(done -> evaluationFailures.recovered("tick"))
        .onFailure(
            error -> {
              evaluationFailures.failed("tick", error);
              LoopHealth.failed(vertx, LOOP_NAME, Fault.from(error).code());
            });
  }

  private Future<Void> evaluateAll(Instant now, AlertSnapshot snapshot) {
    ObjectiveSet set = objectives.active();
    EvaluationCycle tick = new EvaluationCycle(now, snapshot, config.keepFiring());
    tick.objectives(set);
    return evaluateObjectives(tick, set, snapshot, now)
        .compose(done -> runner.evaluate(tick, set, snapshot, now))
        .compose(done -> runner.clearedSince(snapshot))
        .compose(clearedSince -> commit(tick, clearedSince));
  }

  private Future<Void> evaluateObjectives(
      EvaluationCycle tick, ObjectiveSet set, AlertSnapshot snapshot, Instant now) {
    return sloEvaluator
        .evaluate(set.objectives(), snapshot, now)
        .<Void>map(
            found -> {
              evaluationFailures.recovered("objectives");
              tick.slos(found);
              reportLoop(found);
              statuses = SloStatuses.merged(set.objectives(), statuses, tick.statuses());
              evaluatedGeneration = set.generation();
              gauges.slos(statuses);
              return null;
            })
        .otherwise(
            error -> {
              evaluationFailures.failed("objectives", error);
              tick.slos(null);
              LoopHealth.failed(vertx, LOOP_NAME, Fault.from(error).code());
              return null;
            });
  }

  private void reportLoop(List<SloEvaluator.SloResult> found) {
    if (found.stream().allMatch(one -> one.evaluation() != null)) {
      LoopHealth.succeeded(vertx, LOOP_NAME);
    } else {
      LoopHealth.failed(vertx, LOOP_NAME, "objective_not_evaluated");
    }
  }

  private Future<Void> commit(EvaluationCycle tick, Map<String, Instant> clearedSince) {
    Changes changes = tick.changes(clearedSince);
    CommitEvaluation commit = tick.commit(changes, clearedSince);
    boolean nothing =
        commit.changed().isEmpty() && commit.slos().isEmpty() && commit.gauges().isEmpty();
    Future<Boolean> committed =
        nothing
            ? Future.succeededFuture(true)
            : AlertStorePorts.COMMIT_EVALUATION.ask(vertx, commit, config.deadline());
    return committed.map(
        done -> {
          runner.committed(changes.clearedSince());
          gauges.alerts(tick.openAfter(commit));
          return null;
        });
  }

  private Future<List<SloStatus>> slos(SlosOf request) {
    Future<List<SloStatus>> all =
        evaluatedGeneration == objectives.active().generation()
            ? Future.succeededFuture(statuses)
            : evaluateOnDemand();
    return all.map(found -> SloStatuses.matching(found, request));
  }

  private Future<List<SloStatus>> evaluateOnDemand() {
    Instant now = now();
    List<Objective> all = objectives.active().objectives();
    return AlertStorePorts.ALERT_SNAPSHOT
        .ask(vertx, new Nothing(), config.deadline())
        .compose(snapshot -> sloEvaluator.evaluate(all, snapshot, now))
        .map(SloStatuses::of)
        .recover(
            error ->
                evaluatedGeneration == 0
                    ? Future.failedFuture(error)
                    : Future.succeededFuture(statuses));
  }

  private Future<Alert> test(FireTestAlert request) {
    Alert alert = EvaluationCycle.testAlert(request, now());
    Scoped<Alert> scoped = new Scoped<>(request.scope(), alert);
    CommitEvaluation commit =
        new CommitEvaluation(alert.since(), List.of(scoped), List.of(), List.of());
    return AlertStorePorts.COMMIT_EVALUATION.ask(vertx, commit, config.deadline()).map(alert);
  }
}
