package dev.intentobserve.metrics;

import dev.intentobserve.metrics.MetricsCache.MetricsState;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.SliEventsOf;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** One page of the record: reads, folds, loads the SLI events it affects, commits. */
final class EventStep {
  private final MetricsConfig config;
  private final InstantSource clock;
  private final Supplier<Vertx> vertx;
  private final MetricsCache cache;

  EventStep(MetricsConfig config, InstantSource clock, Supplier<Vertx> vertx, MetricsCache cache) {
    this.config = config;
    this.clock = clock;
    this.vertx = vertx;
    this.cache = cache;
  }

  /** Answers whether more pages are waiting. */
  Future<Boolean> take() {
    return cache.load().compose(this::read);
  }

  private Future<Boolean> read(MetricsState loaded) {
    CursorCohort cohort = CursorCohort.last(loaded.events());
    return StorePorts.READ_AFTER
        .ask(vertx.get(), new ReadAfter(cohort.from(), cohort.upTo(), config.pageSize()))
        .compose(
            page ->
                page.events().isEmpty() && !cohort.catchingUp()
                    ? Future.succeededFuture(false)
                    : work(loaded, cohort, page));
  }

  private Future<Boolean> work(MetricsState loaded, CursorCohort cohort, Page page) {
    EventFold fold =
        new EventFold(
            cohort.cursors().contains(MetricsPorts.CURSOR),
            loaded.eventIndicators(cohort),
            new SeriesChangeSet(loaded.totals(), config.seriesKept()));
    long to = cohort.to(page.last(), page.more());
    return vertx
        .get()
        .executeBlocking(() -> folded(fold, page), false)
        .compose(this::known)
        .compose(known -> blocking(fold, cohort, to, known))
        .compose(step -> cache.commit(loaded, step))
        .map(committed -> page.more() || cohort.catchingUp());
  }

  private static EventFold folded(EventFold fold, Page page) {
    fold.add(page.events());
    return fold;
  }

  private Future<CommitMetrics> blocking(
      EventFold fold, CursorCohort cohort, long to, List<Scoped<SliEvent>> known) {
    return vertx
        .get()
        .executeBlocking(() -> fold.commit(cohort.moves(to), known, clock.instant()), false);
  }

  private Future<List<Scoped<SliEvent>>> known(EventFold fold) {
    return PerScopeQuery.ask(
        fold.subjects(),
        asked ->
            MetricStorePorts.SLI_EVENTS.ask(
                vertx.get(),
                new SliEventsOf(asked.getKey(), fold.caseIndicators(), asked.getValue())));
  }
}
