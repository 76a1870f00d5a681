package dev.intentobserve.alert;

import dev.intentobserve.alert.Ledger.Balance;
import dev.intentobserve.contract.AlertContract;
import dev.intentobserve.contract.AlertContract.ObjectiveSet;
import dev.intentobserve.contract.AlertContract.SlosOf;
import dev.intentobserve.contract.AlertContract.TestFire;
import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.CommitTick;
import dev.intentobserve.contract.AlertStoreContract.Memory;
import dev.intentobserve.contract.AlertStoreContract.Remembered;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Loops;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.SloStatus;
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
 * The shell: asks its questions, has the pure parts judge, commits what changed, answers. All that
 * must survive is in the cellar; what is kept here is a copy. The cellar says that alerts changed:
 * it alone knows the numbers of the changes.
 */
final class AlertVerticle extends VerticleBase {
  /** The name under which {@link Loops} tell of the judging of objectives. */
  private static final String JUDGING = "objectives";

  private final AlertConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final ObjectiveSource source;
  private final boolean ticks;
  private final TickMeters figures;
  private final Trouble trouble = new Trouble();

  private Objectives objectives;
  private SloDesk slos;
  private HouseDesk house;

  private @Nullable Future<Void> ticking;
  private @Nullable Future<Void> looking;
  private List<SloStatus> statuses = List.of();

  /** The objectives that {@link #statuses} are about; 0 before the first tick. */
  private long judged;

  @SuppressWarnings("NullAway.Init") // desks need the Vert.x that comes with deployment
  AlertVerticle(
      AlertConfig config,
      InstantSource clock,
      Meters meters,
      ObjectiveSource source,
      boolean ticks) {
    this.ticks = ticks;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.source = source;
    this.figures = new TickMeters(meters);
  }

  @Override
  public Future<?> start() {
    objectives = new Objectives(vertx, config.objectivesDir(), source);
    slos = new SloDesk(vertx, config.deadline(), trouble);
    house = new HouseDesk(vertx, config, trouble);
    return objectives
        .look()
        .compose(
            read ->
                Future.all(
                    AlertContract.OBJECTIVES.answer(
                        vertx, all -> Future.succeededFuture(objectives.inForce())),
                    AlertContract.SLOS.answer(vertx, this::slos),
                    AlertContract.TEST.answer(vertx, this::test)))
        .onSuccess(open -> wake());
  }

  private void wake() {
    if (ticks) {
      Loops.begin(vertx, JUDGING);
    }
    Hint.OBJECTIVES.give(vertx, objectives.inForce().generation());
    vertx.setPeriodic(config.poll().toMillis(), timer -> reload());
    if (ticks) {
      vertx.setPeriodic(config.tick().toMillis(), timer -> tick());
    }
  }

  /** Its gauges must not go on telling what another process may judge otherwise. */
  @Override
  public Future<?> stop() {
    Future<?> idle = ticking == null ? Future.succeededFuture() : ticking;
    return idle.onComplete(
        ended -> {
          figures.end();
          Loops.end(vertx, JUDGING);
        });
  }

  /** Looks for changed objectives; who asks while somebody looks waits for the same look. */
  Future<Void> reload() {
    if (looking == null) {
      Future<Void> look = objectives.look().map(this::tell);
      looking = look;
      look.onComplete(done -> looking = null);
      return look;
    }
    return looking;
  }

  private @Nullable Void tell(boolean changed) {
    if (changed) {
      Hint.OBJECTIVES.give(vertx, objectives.inForce().generation());
    }
    return null;
  }

  /** People read these moments: whole milliseconds are exact enough. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Judges everything once; who asks while a tick is under way waits for that one. */
  Future<Void> tick() {
    if (ticking == null) {
      long begun = System.nanoTime();
      Future<Void> tick = judgeAll(now()).otherwiseEmpty();
      ticking = tick;
      tick.onComplete(
          done -> {
            ticking = null;
            meters.time(Names.METRIC_TICK, Duration.ofNanos(System.nanoTime() - begun));
          });
      return tick;
    }
    return ticking;
  }

  private Future<Void> judgeAll(Instant now) {
    return AlertStoreContract.MEMORY
        .ask(vertx, new Remembered(), config.deadline())
        .compose(memory -> judgeAll(now, memory))
        .onSuccess(done -> trouble.over("tick"))
        .onFailure(
            error -> {
              trouble.with("tick", error);
              Loops.failed(vertx, JUDGING, Fault.from(error).code());
            });
  }

  private Future<Void> judgeAll(Instant now, Memory memory) {
    ObjectiveSet set = objectives.inForce();
    Tick tick = new Tick(now, memory, config.keepFiring());
    tick.objectives(set);
    return judgeObjectives(tick, set, memory, now)
        .compose(done -> house.judge(tick, set, memory, now))
        .compose(done -> house.over(memory))
        .compose(known -> commit(tick, known));
  }

  private Future<Void> judgeObjectives(Tick tick, ObjectiveSet set, Memory memory, Instant now) {
    return slos.judge(set.objectives(), memory, now)
        .<Void>map(
            found -> {
              trouble.over("objectives");
              tick.slos(found);
              tell(found);
              statuses = Statuses.merged(set.objectives(), statuses, tick.statuses());
              judged = set.generation();
              figures.slos(statuses);
              return null;
            })
        .otherwise(
            error -> {
              trouble.with("objectives", error);
              tick.slos(null);
              Loops.failed(vertx, JUDGING, Fault.from(error).code());
              return null;
            });
  }

  /** Each has its own status with the time it was judged; here it counts whether all were. */
  private void tell(List<SloDesk.Judged> found) {
    if (found.stream().allMatch(one -> one.judgement() != null)) {
      Loops.succeeded(vertx, JUDGING);
    } else {
      Loops.failed(vertx, JUDGING, "objective_not_judged");
    }
  }

  private Future<Void> commit(Tick tick, Map<String, Instant> known) {
    Balance balance = tick.balance(known);
    CommitTick commit = tick.commit(balance, known);
    boolean nothing =
        commit.changed().isEmpty() && commit.slos().isEmpty() && commit.gauges().isEmpty();
    Future<Boolean> committed =
        nothing
            ? Future.succeededFuture(true)
            : AlertStoreContract.COMMIT_TICK.ask(vertx, commit, config.deadline());
    return committed.map(
        done -> {
          house.remember(balance.over());
          figures.alerts(tick.openAfter(commit));
          return null;
        });
  }

  private Future<List<SloStatus>> slos(SlosOf asked) {
    Future<List<SloStatus>> all =
        judged == objectives.inForce().generation() ? lastTick() : judgeOnDemand();
    return all.map(found -> Statuses.asked(found, asked));
  }

  private Future<List<SloStatus>> judgeOnDemand() {
    Instant now = now();
    List<Objective> all = objectives.inForce().objectives();
    return AlertStoreContract.MEMORY
        .ask(vertx, new Remembered(), config.deadline())
        .compose(memory -> slos.judge(all, memory, now))
        .map(Statuses::of)
        .recover(error -> judged == 0 ? Future.failedFuture(error) : lastTick());
  }

  private Future<List<SloStatus>> lastTick() {
    return Future.succeededFuture(statuses);
  }

  private Future<Alert> test(TestFire asked) {
    Alert alert = TestAlert.of(asked, now());
    Scoped<Alert> scoped = new Scoped<>(asked.scope(), alert);
    CommitTick commit = new CommitTick(alert.since(), List.of(scoped), List.of(), List.of());
    return AlertStoreContract.COMMIT_TICK.ask(vertx, commit, config.deadline()).map(alert);
  }
}
