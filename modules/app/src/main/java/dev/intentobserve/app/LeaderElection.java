package dev.intentobserve.app;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.LeaderPorts;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.Port.Nothing;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that one of all processes on a database runs the loops. Asks for leadership
 * periodically and when it is lost, and deploys the modules as leader or as follower, as one group.
 * The new group is deployed before the old one is undeployed, so that questions are always
 * answered. All state is on one context that belongs to no verticle, because what a verticle
 * deploys is undeployed with it.
 */
final class LeaderElection {
  private static final Logger log = LoggerFactory.getLogger(LeaderElection.class);

  private final Vertx vertx;
  private final Context context;
  private final Modules modules;
  private final Meters meters;
  private final Duration interval;

  private Deque<DeployedModule> deployed = new ArrayDeque<>();
  private Future<?> checking = Future.succeededFuture();
  private @Nullable Boolean ledBefore;
  private boolean closed;
  private boolean again;
  private long timer = -1;
  private volatile boolean leads;

  private record DeployedModule(String name, String id) {}

  /**
   * @param interval between two checks; at most this long after the leader is gone, another one
   *     leads
   */
  LeaderElection(Vertx vertx, Modules modules, Meters meters, Duration interval) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.modules = modules;
    this.meters = meters;
    this.interval = interval;
  }

  /** Whether the loops run here. */
  boolean leads() {
    return leads;
  }

  /** Completes when a group is deployed; fails when that is not possible. */
  Future<Void> open() {
    return onContext(
        () ->
            Hint.LEADERSHIP
                .subscribe(vertx, lost -> context.runOnContext(turn -> check()))
                .compose(heard -> check())
                .onSuccess(
                    open ->
                        timer =
                            vertx.setPeriodic(
                                interval.toMillis(), t -> context.runOnContext(turn -> check()))));
  }

  /** Undeploys everything in reverse order. */
  Future<Void> close() {
    return onContext(
        () -> {
          closed = true;
          vertx.cancelTimer(timer);
          return checking.transform(done -> closeInReverseOrder());
        });
  }

  private Future<Void> onContext(Supplier<Future<Void>> step) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        turn -> Future.succeededFuture().compose(go -> step.get()).onComplete(done));
    return done.future();
  }

  /** One check at a time; a request meanwhile causes one more check afterwards. */
  private Future<Void> check() {
    if (!checking.isComplete()) {
      again = true;
      return Future.succeededFuture();
    }
    again = false;
    Future<Void> check =
        LeaderPorts.LEADERSHIP.ask(vertx, new Nothing()).otherwise(false).compose(this::switchRole);
    checking = check;
    check.onComplete(done -> context.runOnContext(turn -> checkAgain()));
    return check;
  }

  private void checkAgain() {
    if (again && !closed) {
      check();
    }
  }

  private Future<Void> switchRole(boolean lead) {
    if (closed || (ledBefore != null && ledBefore == lead)) {
      return Future.succeededFuture();
    }
    Deque<DeployedModule> before = deployed;
    deployed = new ArrayDeque<>();
    return deploy(lead ? modules.leaderModules() : modules.followerModules())
        .compose(open -> roleSwitched(lead, before))
        .recover(error -> rollBackTo(before, error));
  }

  private Future<Void> roleSwitched(boolean lead, Deque<DeployedModule> before) {
    boolean first = ledBefore == null;
    ledBefore = lead;
    leads = lead;
    meters.gauge(TelemetryNames.METRIC_LEADER, lead ? 1 : 0);
    log.atInfo()
        .addKeyValue("leads", lead)
        .addKeyValue("first", first)
        .log(lead ? "this process is the leader" : "another process is the leader");
    // All at once: loops should end soon, and one that hangs must not delay the others.
    return Future.join(before.stream().map(module -> vertx.undeploy(module.id())).toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Keeps the present role; the next check tries again. */
  private Future<Void> rollBackTo(Deque<DeployedModule> before, Throwable error) {
    log.atError().setCause(error).log("the role could not be changed");
    return closeInReverseOrder()
        .transform(
            undone -> {
              deployed = before;
              return ledBefore == null ? Future.failedFuture(error) : Future.succeededFuture();
            });
  }

  private Future<Void> deploy(List<Modules.ModuleEntry> group) {
    Future<Void> opened = Future.succeededFuture();
    for (Modules.ModuleEntry module : group) {
      opened = opened.compose(before -> deploy(module));
    }
    return opened;
  }

  private Future<Void> deploy(Modules.ModuleEntry module) {
    long start = System.nanoTime();
    return vertx
        .deployVerticle(module.deployable().get(), new DeploymentOptions())
        .onSuccess(
            id -> {
              deployed.push(new DeployedModule(module.name(), id));
              logDuration(module.name(), start, "started");
            })
        .mapEmpty();
  }

  private Future<Void> closeInReverseOrder() {
    Future<Void> closing = Future.succeededFuture();
    while (!deployed.isEmpty()) {
      DeployedModule module = deployed.pop();
      closing = closing.compose(before -> undeploy(module));
    }
    return closing;
  }

  private Future<Void> undeploy(DeployedModule module) {
    long start = System.nanoTime();
    return vertx
        .undeploy(module.id())
        .onSuccess(gone -> logDuration(module.name(), start, "stopped"))
        .onFailure(
            error ->
                log.atError()
                    .addKeyValue("component", module.name())
                    .setCause(error)
                    .log("not stopped cleanly"))
        .otherwiseEmpty();
  }

  private static void logDuration(String component, long start, String message) {
    long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
    log.atInfo().addKeyValue("component", component).addKeyValue("ms", ms).log(message);
  }
}
