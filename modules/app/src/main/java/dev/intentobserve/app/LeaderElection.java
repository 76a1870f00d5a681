package dev.intentobserve.app;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.LeaderPorts;
import dev.intentobserve.ports.LeaderPorts.LeadershipRequest;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that of all processes on one database one runs the loops. Asks for the lead every now
 * and then, and when it is lost; deploys the rooms as they lead or as they follow, as one group,
 * the new group before the old one goes, so that questions are answered all the time. All state on
 * one context, which is no verticle's: whatever is deployed from a verticle goes with it.
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
   * @param interval between two looks; a lost leader is followed after it at the latest
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

  /** Completes when a group is deployed; fails when that cannot be. */
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

  /** Takes everything down, front to back. */
  Future<Void> close() {
    return onContext(
        () -> {
          closed = true;
          vertx.cancelTimer(timer);
          return checking.transform(done -> closeInReverseOrder());
        });
  }

  private Future<Void> onContext(Callable<Future<Void>> step) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        turn ->
            Future.succeededFuture()
                .compose(
                    go -> {
                      try {
                        return step.call();
                      } catch (Exception e) {
                        return Future.failedFuture(e);
                      }
                    })
                .onComplete(done));
    return done.future();
  }

  /** One look at a time; asked meanwhile, it looks once more after it. */
  private Future<Void> check() {
    if (!checking.isComplete()) {
      again = true;
      return Future.succeededFuture();
    }
    again = false;
    Future<Void> check =
        LeaderPorts.LEADERSHIP
            .ask(vertx, new LeadershipRequest())
            .otherwise(false)
            .compose(this::switchRole);
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
    return deploy(lead ? modules.leading() : modules.following())
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
        .log(lead ? "this process leads" : "this process follows, another one leads");
    // All at once: the sooner the loops end the better, and one that hangs holds up no other.
    return Future.join(before.stream().map(module -> vertx.undeploy(module.id())).toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Stays what it was; the next look tries again. */
  private Future<Void> rollBackTo(Deque<DeployedModule> before, Throwable error) {
    log.atError().setCause(error).log("the lead could not be changed");
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
              tell(module.name(), start, "opened");
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
        .onSuccess(gone -> tell(module.name(), start, "closed"))
        .onFailure(
            error ->
                log.atError()
                    .addKeyValue("part", module.name())
                    .setCause(error)
                    .log("not closed cleanly"))
        .otherwiseEmpty();
  }

  private static void tell(String part, long start, String what) {
    long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
    log.atInfo().addKeyValue("part", part).addKeyValue("ms", ms).log(what);
  }
}
