package dev.intentobserve.metrics;

import dev.intentobserve.metrics.MetricsCache.MetricsState;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStatePage;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStatePorts.EntityStatesAfter;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.Edge;
import dev.intentobserve.ports.MetricStorePorts.EdgesOf;
import dev.intentobserve.ports.MetricStorePorts.SamplesOf;
import dev.intentobserve.ports.MetricStorePorts.SliEventsOf;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** One page of changed entity states: reads them and what they added before, folds, commits. */
final class EntityStateStep {
  private final MetricsConfig config;
  private final InstantSource clock;
  private final Supplier<Vertx> vertx;
  private final MetricsCache cache;

  /** What the entity states of a page added before. */
  private record Before(List<Scoped<MetricSample>> samples, List<Scoped<SliEvent>> cases) {}

  EntityStateStep(
      MetricsConfig config, InstantSource clock, Supplier<Vertx> vertx, MetricsCache cache) {
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
    CursorCohort cohort = CursorCohort.last(loaded.entityStates());
    return EntityStatePorts.ENTITY_STATES_AFTER
        .ask(vertx.get(), new EntityStatesAfter(cohort.from(), config.entityStatePage()))
        .compose(
            page ->
                page.rows().isEmpty() && !cohort.catchingUp()
                    ? Future.succeededFuture(false)
                    : work(loaded, cohort, page));
  }

  /**
   * An entity state that changed since the next cohort passed it is left to all of them together.
   */
  private Future<Boolean> work(MetricsState loaded, CursorCohort cohort, EntityStatePage page) {
    List<EntityStateRow> rows =
        page.rows().stream().filter(row -> row.revision() <= cohort.upTo()).toList();
    boolean beyond = rows.size() < page.rows().size();
    Map<String, Indicator> indicators = loaded.lifeIndicators(cohort);
    boolean main = cohort.cursors().contains(MetricsPorts.ENTITY_STATES_CURSOR);
    EntityStateFold fold =
        new EntityStateFold(
            main, indicators, rows, new SeriesChangeSet(loaded.totals(), config.seriesKept()));
    long to = cohort.to(page.last(), page.more() && !beyond);
    return before(fold, main, indicators.keySet())
        .compose(before -> fold(fold, before))
        .compose(folded -> behind(fold))
        .compose(found -> commit(fold, cohort, to, found))
        .compose(step -> cache.commit(loaded, step))
        .map(committed -> page.more() || cohort.catchingUp());
  }

  private Future<Boolean> fold(EntityStateFold fold, Before before) {
    return vertx
        .get()
        .executeBlocking(
            () -> {
              fold.fold(before.samples(), before.cases(), clock.instant());
              return true;
            },
            false);
  }

  private Future<CommitMetrics> commit(
      EntityStateFold fold, CursorCohort cohort, long to, List<Scoped<MetricSample>> found) {
    return vertx.get().executeBlocking(() -> fold.commit(cohort.moves(to), found), false);
  }

  private Future<Before> before(EntityStateFold fold, boolean main, Set<String> indicators) {
    Future<List<Scoped<MetricSample>>> samples =
        main
            ? PerScopeQuery.ask(fold.subjects(), this::samples)
            : Future.succeededFuture(List.of());
    return samples.compose(
        known ->
            PerScopeQuery.ask(fold.measuredSubjects(), asked -> cases(asked, indicators))
                .map(cases -> new Before(known, cases)));
  }

  private Future<List<Scoped<MetricSample>>> samples(Map.Entry<Scope, Set<String>> asked) {
    return MetricStorePorts.SAMPLES.ask(
        vertx.get(), new SamplesOf(asked.getKey(), asked.getValue()));
  }

  private Future<List<Scoped<SliEvent>>> cases(
      Map.Entry<Scope, Set<String>> asked, Set<String> indicators) {
    return indicators.isEmpty()
        ? Future.succeededFuture(List.of())
        : MetricStorePorts.SLI_EVENTS.ask(
            vertx.get(), new SliEventsOf(asked.getKey(), indicators, asked.getValue()));
  }

  /** The samples next to the edges that this page removes. */
  private Future<List<Scoped<MetricSample>>> behind(EntityStateFold fold) {
    Map<Scope, Set<String>> subjects = fold.subjects();
    return PerScopeQuery.ask(
        fold.lostEdges(),
        lostEdges -> edges(lostEdges, subjects.getOrDefault(lostEdges.getKey(), Set.of())));
  }

  private Future<List<Scoped<MetricSample>>> edges(
      Map.Entry<Scope, List<Edge>> lostEdges, Set<String> without) {
    return MetricStorePorts.EDGES
        .ask(vertx.get(), new EdgesOf(lostEdges.getKey(), lostEdges.getValue(), without))
        .map(
            found ->
                found.stream()
                    .flatMap(edge -> edge.stream())
                    .map(sample -> new Scoped<>(lostEdges.getKey(), sample))
                    .toList());
  }
}
