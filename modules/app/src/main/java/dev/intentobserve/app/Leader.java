package dev.intentobserve.app;

import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.LeaderContract;
import dev.intentobserve.contract.LeaderContract.Lead;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.event.Names;
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
final class Leader {
  private static final Logger log = LoggerFactory.getLogger(Leader.class);

  private final Vertx vertx;
  private final Context context;
  private final Rooms rooms;
  private final Meters meters;
  private final Duration interval;

  private Deque<Deployed> deployed = new ArrayDeque<>();
  private Future<?> looking = Future.succeededFuture();
  private @Nullable Boolean led;
  private boolean closed;
  private boolean again;
  private long timer = -1;
  private volatile boolean leads;

  private record Deployed(String name, String id) {}

  /**
   * @param interval between two looks; a lost leader is followed after it at the latest
   */
  Leader(Vertx vertx, Rooms rooms, Meters meters, Duration interval) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.rooms = rooms;
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
            Hint.LEAD
                .hear(vertx, lost -> context.runOnContext(turn -> look()))
                .compose(heard -> look())
                .onSuccess(
                    open ->
                        timer =
                            vertx.setPeriodic(
                                interval.toMillis(), t -> context.runOnContext(turn -> look()))));
  }

  /** Takes everything down, front to back. */
  Future<Void> close() {
    return onContext(
        () -> {
          closed = true;
          vertx.cancelTimer(timer);
          return looking.transform(done -> closeFrontToBack());
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
  private Future<Void> look() {
    if (!looking.isComplete()) {
      again = true;
      return Future.succeededFuture();
    }
    again = false;
    Future<Void> look =
        LeaderContract.LEAD.ask(vertx, new Lead()).otherwise(false).compose(this::become);
    looking = look;
    look.onComplete(done -> context.runOnContext(turn -> lookAgain()));
    return look;
  }

  private void lookAgain() {
    if (again && !closed) {
      look();
    }
  }

  private Future<Void> become(boolean lead) {
    if (closed || (led != null && led == lead)) {
      return Future.succeededFuture();
    }
    Deque<Deployed> before = deployed;
    deployed = new ArrayDeque<>();
    return deploy(lead ? rooms.leading() : rooms.following())
        .compose(open -> became(lead, before))
        .recover(error -> backTo(before, error));
  }

  private Future<Void> became(boolean lead, Deque<Deployed> before) {
    boolean first = led == null;
    led = lead;
    leads = lead;
    meters.gauge(Names.METRIC_LEADER, lead ? 1 : 0);
    log.atInfo()
        .addKeyValue("leads", lead)
        .addKeyValue("first", first)
        .log(lead ? "this process leads" : "this process follows, another one leads");
    // All at once: the sooner the loops end the better, and one that hangs holds up no other.
    return Future.join(before.stream().map(room -> vertx.undeploy(room.id())).toList())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Stays what it was; the next look tries again. */
  private Future<Void> backTo(Deque<Deployed> before, Throwable error) {
    log.atError().setCause(error).log("the lead could not be changed");
    return closeFrontToBack()
        .transform(
            undone -> {
              deployed = before;
              return led == null ? Future.failedFuture(error) : Future.succeededFuture();
            });
  }

  private Future<Void> deploy(List<Rooms.Room> group) {
    Future<Void> opened = Future.succeededFuture();
    for (Rooms.Room room : group) {
      opened = opened.compose(before -> deploy(room));
    }
    return opened;
  }

  private Future<Void> deploy(Rooms.Room room) {
    long start = System.nanoTime();
    return vertx
        .deployVerticle(room.deployable().get(), new DeploymentOptions())
        .onSuccess(
            id -> {
              deployed.push(new Deployed(room.name(), id));
              tell(room.name(), start, "opened");
            })
        .mapEmpty();
  }

  private Future<Void> closeFrontToBack() {
    Future<Void> closing = Future.succeededFuture();
    while (!deployed.isEmpty()) {
      Deployed room = deployed.pop();
      closing = closing.compose(before -> undeploy(room));
    }
    return closing;
  }

  private Future<Void> undeploy(Deployed room) {
    long start = System.nanoTime();
    return vertx
        .undeploy(room.id())
        .onSuccess(gone -> tell(room.name(), start, "closed"))
        .onFailure(
            error ->
                log.atError()
                    .addKeyValue("part", room.name())
                    .setCause(error)
                    .log("not closed cleanly"))
        .otherwiseEmpty();
  }

  private static void tell(String part, long start, String what) {
    long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
    log.atInfo().addKeyValue("part", part).addKeyValue("ms", ms).log(what);
  }
}
