package dev.intentobserve.trace;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.DeferredWorkPorts;
import dev.intentobserve.ports.DeferredWorkPorts.AllDeferred;
import dev.intentobserve.ports.DeferredWorkPorts.DeferRoot;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.Hint;
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
 * Refreshes stale roots, a bounded number in each pass. A root that cannot be refreshed is found by
 * bisecting its group and set aside, so that the others go on.
 */
final class SummaryLoop {
  private static final Logger log = LoggerFactory.getLogger(SummaryLoop.class);

  /** Stale roots considered together. */
  private static final int STALE_ROOT_COUNT = 1000;

  private final Supplier<Vertx> vertx;
  private final TraceConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final EntityGraphCache cache;
  private final BisectingRunner<StaleRoot> runner;

  SummaryLoop(
      Supplier<Vertx> vertx,
      TraceConfig config,
      InstantSource clock,
      Meters meters,
      EntityGraphCache cache) {
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.cache = cache;
    this.runner =
        new BisectingRunner<>(new FailureClassifier(vertx), this::refresh, this::setAside);
  }

  /** Answers whether more stale roots are waiting. */
  Future<Boolean> step() {
    return StorePorts.STALE_ROOTS
        .ask(vertx.get(), new StaleRootQuery(STALE_ROOT_COUNT, clock.instant()))
        .compose(
            stale -> {
              RefreshPlan plan =
                  RefreshPlan.of(stale, config.summaryPage(), config.bounds().entities());
              return Futures.oneAfterAnother(plan.groups(), runner::run)
                  .map(plan.more() || stale.size() == STALE_ROOT_COUNT);
            })
        .compose(more -> more ? Future.succeededFuture(true) : count().map(false));
  }

  /**
   * Roots of one scope, refreshed together, with a cache of their own: a large trace would displace
   * all that is in the other one. Fails when they need too much memory, and is divided then; one
   * root never is.
   */
  private Future<Void> refresh(List<StaleRoot> stale) {
    long most = stale.size() == 1 ? Long.MAX_VALUE : EntityGraphCache.STEP_BYTES;
    return new Projection(vertx, new EntityGraphCache(most, most), config.bounds())
        .refresh(stale.getFirst().scope(), stale)
        .compose(
            saved ->
                StorePorts.SAVE_SUMMARIES
                    .ask(vertx.get(), saved)
                    .onSuccess(
                        done ->
                            saved
                                .entityStates()
                                .forEach(state -> cache.stored(state.scope(), state.value()))))
        .onSuccess(done -> Hint.ENTITY_STATES.publish(vertx.get(), 0))
        .mapEmpty();
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
        .log("trace cannot be refreshed and is set aside");
    return DeferredWorkPorts.DEFER_ROOT
        .ask(vertx.get(), new DeferRoot(root, now, next, fault.code()))
        .mapEmpty();
  }

  /** Reports the number of roots set aside; if it cannot be loaded, the next time. */
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

  private void gauge(String kind, long count) {
    meters.gauge(TelemetryNames.METRIC_SET_ASIDE, (double) count, TelemetryNames.LABEL_WHAT, kind);
  }
}
