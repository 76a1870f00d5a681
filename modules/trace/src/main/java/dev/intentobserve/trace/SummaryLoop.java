package dev.intentobserve.trace;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.DeferredWorkPorts;
import dev.intentobserve.ports.DeferredWorkPorts.AllDeferred;
import dev.intentobserve.ports.DeferredWorkPorts.DeferRoot;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import dev.intentobserve.ports.StorePorts.StaleRootQuery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has dirty roots remade, a bounded number in each pass. A root that cannot be remade is found by
 * halves and set aside, so that its neighbours go on.
 */
final class SummaryLoop {
  private static final Logger log = LoggerFactory.getLogger(SummaryLoop.class);

  /** Dirty roots looked at together. */
  private static final int STALE_ROOT_COUNT = 1000;

  private final Supplier<Vertx> vertx;
  private final TraceConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final SummaryRefresh refresher;
  private final FailureClassifier failureClassifier;

  SummaryLoop(
      Supplier<Vertx> vertx,
      TraceConfig config,
      InstantSource clock,
      Meters meters,
      GraphLoader graphLoader) {
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.refresher = new SummaryRefresh(vertx, graphLoader);
    this.failureClassifier = new FailureClassifier(vertx);
  }

  /** Answers whether there is more to do at once. */
  Future<Boolean> step() {
    return StorePorts.STALE_ROOTS
        .ask(vertx.get(), new StaleRootQuery(STALE_ROOT_COUNT, clock.instant()))
        .compose(
            stale -> {
              RefreshPlan plan =
                  RefreshPlan.of(stale, config.summaryPage(), config.bounds().entities());
              return groups(plan.groups()).map(plan.more() || stale.size() == STALE_ROOT_COUNT);
            })
        .compose(more -> more ? Future.succeededFuture(true) : count().map(false));
  }

  private Future<Void> groups(List<List<StaleRoot>> groups) {
    Future<Void> refreshed = Future.succeededFuture();
    for (List<StaleRoot> group : groups) {
      refreshed = refreshed.compose(before -> group(group));
    }
    return refreshed;
  }

  private Future<Void> group(List<StaleRoot> stale) {
    return Future.succeededFuture()
        .compose(go -> refresher.refresh(stale.getFirst().scope(), stale))
        .onSuccess(refreshed -> failureClassifier.over())
        .recover(error -> failed(stale, error));
  }

  private Future<Void> failed(List<StaleRoot> stale, Throwable error) {
    return failureClassifier
        .on(error)
        .compose(
            causedByInput -> causedByInput ? bisect(stale, error) : Future.failedFuture(error));
  }

  private Future<Void> bisect(List<StaleRoot> stale, Throwable error) {
    if (stale.size() == 1) {
      return setAside(stale.getFirst(), Fault.from(error));
    }
    int half = stale.size() / 2;
    return group(stale.subList(0, half))
        .compose(refreshed -> group(stale.subList(half, stale.size())));
  }

  private Future<Void> setAside(StaleRoot root, Fault fault) {
    Instant now = clock.instant();
    Instant next = now.plus(PlacementLoop.DEFERRED_RETRY.pause(root.attempts() + 1));
    log.atWarn()
        .addKeyValue("root", root.root())
        .addKeyValue("tenant", root.scope().tenant())
        .addKeyValue("project", root.scope().project())
        .addKeyValue(TelemetryNames.ATTEMPT, root.attempts() + 1)
        .addKeyValue(TelemetryNames.ERROR_CODE, fault.code())
        .addKeyValue("next_try", next)
        .setCause(fault.getCause())
        .log("a trace cannot be remade and is set aside, its neighbours go on");
    return DeferredWorkPorts.DEFER_ROOT
        .ask(vertx.get(), new DeferRoot(root, now, next, fault.code()))
        .mapEmpty();
  }

  /** Says how much is set aside; a count that cannot be had is told the next time. */
  private Future<Void> count() {
    return DeferredWorkPorts.DEFERRED
        .ask(vertx.get(), new AllDeferred(1))
        .onSuccess(
            aside -> {
              gauge("root", aside.rootCount());
              gauge("event", aside.eventCount());
            })
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private void gauge(String what, long count) {
    meters.gauge(TelemetryNames.METRIC_SET_ASIDE, (double) count, TelemetryNames.LABEL_WHAT, what);
  }
}
