package dev.intentobserve.metrics;

import dev.intentobserve.metrics.MetricsCache.MetricsState;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.CursorMove;
import dev.intentobserve.ports.MetricStorePorts.DueSliEvents;
import dev.intentobserve.ports.MetricStorePorts.MinuteCount;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.TimingSliCounter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Work that depends on time: own timings, freshness by the minute, open events that become overdue.
 * A commit whose answer was lost is recognised by its cursor, so that timings are counted once.
 */
final class PeriodicStep {
  private static final int PAGE = 500;

  private final InstantSource clock;
  private final Supplier<Vertx> vertx;
  private final MetricsCache cache;
  private final TimingSliCounter timings;
  private final FreshnessSampler freshness;

  /** Not in the record: kept here until committed. */
  private final MinuteCounts pending = new MinuteCounts();

  /** The cursor once the pending timings are committed; 0 when none are. */
  private long pendingCommittedAt;

  PeriodicStep(
      InstantSource clock,
      Supplier<Vertx> vertx,
      MetricsCache cache,
      TimingSliCounter timings,
      FreshnessSampler freshness) {
    this.clock = clock;
    this.vertx = vertx;
    this.cache = cache;
    this.timings = timings;
    this.freshness = freshness;
  }

  Future<Void> take() {
    Instant now = clock.instant();
    return cache
        .load()
        .compose(loaded -> collect(loaded, now))
        .compose(loaded -> commit(loaded, now))
        .compose(more -> more ? take() : Future.succeededFuture());
  }

  private Future<MetricsState> collect(MetricsState loaded, Instant now) {
    if (pendingCommittedAt > 0 && loaded.tickPosition() >= pendingCommittedAt) {
      pending.clear();
    }
    pendingCommittedAt = 0;
    timings
        .drain()
        .forEach(counted -> addPending(loaded, counted.indicatorId(), now, counted.tally()));
    return freshness
        .sample(loaded.watch(), now)
        .map(
            aged -> {
              aged.forEach(age -> addPending(loaded, age.indicator(), age.minute(), age.tally()));
              return loaded;
            });
  }

  private void addPending(MetricsState loaded, String indicator, Instant at, GoodBadCount tally) {
    loaded.watch().scopes(indicator).forEach(scope -> pending.add(scope, indicator, at, tally));
  }

  /** Answers whether more events are overdue. */
  private Future<Boolean> commit(MetricsState loaded, Instant now) {
    return MetricStorePorts.DUE_SLI_EVENTS
        .ask(vertx.get(), new DueSliEvents(loaded.watch().timed(), now, PAGE))
        .compose(
            due -> {
              List<Scoped<MinuteCount>> ticks = new ArrayList<>(pending.list());
              return due.isEmpty() && ticks.isEmpty()
                  ? Future.succeededFuture(false)
                  : commit(loaded, due, ticks).map(due.size() == PAGE);
            });
  }

  private Future<Boolean> commit(
      MetricsState loaded, List<Scoped<SliEvent>> due, List<Scoped<MinuteCount>> ticks) {
    MinuteCounts passed = new MinuteCounts();
    SliEventChanges cases = new SliEventChanges(passed);
    for (Scoped<SliEvent> open : due) {
      cases.replace(open.scope(), open.value(), LatencyEvaluator.overdue(open.value()));
    }
    ticks.addAll(passed.list());
    pendingCommittedAt = loaded.tickPosition() + 1;
    CommitMetrics step =
        new CommitMetrics(
            List.of(
                new CursorMove(
                    MetricsCache.TICK_CURSOR, loaded.tickPosition(), pendingCommittedAt)),
            List.of(),
            List.of(),
            List.of(),
            cases.made(),
            List.of(),
            ticks,
            List.of());
    return cache
        .commit(loaded, step)
        .onSuccess(
            committed -> {
              pending.clear();
              pendingCommittedAt = 0;
            });
  }
}
