package dev.intentobserve.trace;

import dev.intentobserve.model.Backoff;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.DeferredWorkPorts;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredEvent;
import dev.intentobserve.ports.DeferredWorkPorts.DueEvents;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.ProjectionPorts;
import dev.intentobserve.ports.ProjectionPorts.CommitProjection;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.ports.TracePorts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places the events of the record page by page. Events that name many entities take several steps.
 * One that cannot be placed is found by bisecting its page and set aside, and the cursor moves past
 * it.
 */
final class PlacementLoop {
  private static final Logger log = LoggerFactory.getLogger(PlacementLoop.class);

  /** For an event that cannot be placed and for a trace that cannot be summarised. */
  static final Backoff DEFERRED_RETRY = Backoff.of(Duration.ofSeconds(10), Duration.ofHours(1));

  /** How many events set aside are tried again in one step. */
  private static final int RETRY_BATCH_SIZE = 10;

  private final Supplier<Vertx> vertx;
  private final TraceConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final EntityGraphCache cache;
  private final Projection projection;
  private final FailureClassifier failureClassifier;
  private final BisectingRunner<StoredEvent> runner;
  private long committed = -1;

  /** What a step is committed as: a move of the cursor, or a retry of events set aside. */
  private record Place(long from, long to, List<Long> settles) {}

  PlacementLoop(
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
    this.projection = new Projection(vertx, cache, config.bounds());
    this.failureClassifier = new FailureClassifier(vertx);
    this.runner = new BisectingRunner<>(failureClassifier, this::place, this::setAside);
  }

  /** Answers whether more events are waiting. */
  Future<Boolean> step() {
    return cursor()
        .onSuccess(this::checkCache)
        .compose(
            after ->
                StorePorts.READ_AFTER.ask(
                    vertx.get(), new ReadAfter(after, Long.MAX_VALUE, config.pageSize())))
        .compose(page -> Futures.oneAfterAnother(batches(page), this::project).map(page))
        .compose(page -> page.more() ? Future.succeededFuture(true) : retry().map(false));
  }

  private List<List<StoredEvent>> batches(Page page) {
    return BatchSplitter.of(page.events(), config.bounds().names());
  }

  private Future<Long> cursor() {
    return StorePorts.CURSOR.ask(vertx.get(), TracePorts.CURSOR);
  }

  /** The database may have lost the last commits, and another process may have led meanwhile. */
  private void checkCache(long cursor) {
    if (cursor != committed) {
      cache.clear();
      committed = cursor;
    }
  }

  /** In one step with what follows from it, if it is small and nothing fails. */
  private Future<Void> project(List<StoredEvent> events) {
    if (BatchSplitter.weight(events) > config.bounds().names()) {
      return runner.run(events);
    }
    long from = events.getFirst().seq() - 1;
    long to = events.getLast().seq();
    return Futures.attempt(
            () ->
                projection.project(FactExtractor.assign(events, config.bounds().part()), from, to))
        .compose(this::commit)
        .onSuccess(
            done -> {
              publishProgress(to);
              Hint.ENTITY_STATES.publish(vertx.get(), 0);
            })
        .recover(
            error -> {
              cache.clear();
              return fallBack(error, events);
            });
  }

  private Future<Void> commit(CommitProjection step) {
    return ProjectionPorts.COMMIT_PROJECTION
        .ask(vertx.get(), step)
        .onSuccess(
            done -> {
              step.changes().forEach(change -> cache.stored(change.scope(), change.state()));
              cache.trim();
            })
        .mapEmpty();
  }

  /** Places the events alone, and marks the roots whose summaries follow from them. */
  private Future<Void> fallBack(Throwable error, List<StoredEvent> events) {
    return failureClassifier
        .isCausedByInput(error)
        .compose(caused -> caused ? runner.run(events) : Future.failedFuture(error));
  }

  private Future<Void> place(List<StoredEvent> events) {
    long last = events.getLast().seq();
    return steps(events, new Place(events.getFirst().seq() - 1, last, List.of()))
        .onSuccess(placed -> publishProgress(last));
  }

  private Future<Void> steps(List<StoredEvent> events, Place place) {
    return GraphLoader.computed(vertx.get(), BatchSplitter.weight(events), () -> cut(events))
        .compose(
            steps ->
                Futures.oneAfterAnother(
                        steps.subList(0, steps.size() - 1), step -> commit(step, place, false))
                    .compose(committed -> commit(steps.getLast(), place, true)));
  }

  private List<Map<Scope, GraphDelta>> cut(List<StoredEvent> events) {
    return BatchSplitter.steps(events, config.bounds());
  }

  private Future<Void> commit(Map<Scope, GraphDelta> step, Place place, boolean last) {
    return projection
        .place(step, place.from(), last ? place.to() : place.from())
        .map(commit -> last ? commit.withSettled(place.settles()) : commit)
        .compose(commit -> StorePorts.COMMIT_FACTS.ask(vertx.get(), commit))
        .onSuccess(done -> cache.trim())
        .onFailure(error -> cache.clear())
        .mapEmpty();
  }

  private void publishProgress(long upTo) {
    committed = upTo;
    Hint.PLACED.publish(vertx.get(), upTo);
    meters.gauge(
        TelemetryNames.METRIC_CURSOR,
        (double) upTo,
        TelemetryNames.LABEL_CURSOR,
        TracePorts.CURSOR);
  }

  private Future<Void> setAside(StoredEvent event, Fault fault) {
    long seq = event.seq();
    return setAside(event.scope(), seq, 1, fault, new Place(seq - 1, seq, List.of()))
        .onSuccess(moved -> publishProgress(seq));
  }

  private Future<Void> setAside(Scope scope, long seq, int attempts, Fault fault, Place place) {
    Instant now = clock.instant();
    Instant next = now.plus(DEFERRED_RETRY.pause(attempts));
    log.atWarn()
        .addKeyValue("seq", seq)
        .addKeyValue(TelemetryNames.ATTEMPT, attempts)
        .addKeyValue(TelemetryNames.ERROR_CODE, fault.code())
        .addKeyValue("next_try", next)
        .setCause(fault.getCause())
        .log("event cannot be placed and is set aside");
    DeferredEvent aside = new DeferredEvent(scope, seq, attempts, now, next, fault.code());
    return StorePorts.COMMIT_FACTS
        .ask(
            vertx.get(),
            CommitFacts.aside(TracePorts.CURSOR, place.from(), place.to(), List.of(aside)))
        .mapEmpty();
  }

  /** Tries events set aside that are due. */
  private Future<Void> retry() {
    return DeferredWorkPorts.DUE_EVENTS
        .ask(vertx.get(), new DueEvents(clock.instant(), RETRY_BATCH_SIZE))
        .compose(due -> Futures.oneAfterAnother(due, this::retry));
  }

  /** Order does not matter: the result is the same whenever an event is placed. */
  private Future<Void> retry(DeferredEvent event) {
    Future<Page> page =
        StorePorts.READ_AFTER.ask(vertx.get(), new ReadAfter(event.seq() - 1, event.seq(), 1));
    return Future.all(page, cursor())
        .compose(both -> retry(event, page.result().events(), both.resultAt(1)));
  }

  private Future<Void> retry(DeferredEvent event, List<StoredEvent> events, long at) {
    Place current = new Place(at, at, List.of(event.seq()));
    return new BisectingRunner<DeferredEvent>(
            failureClassifier,
            due -> steps(events, current).onSuccess(placed -> logPlaced(event)),
            (failed, fault) ->
                setAside(event.scope(), event.seq(), event.attempts() + 1, fault, current))
        .run(List.of(event));
  }

  private static void logPlaced(DeferredEvent event) {
    log.atInfo().addKeyValue("seq", event.seq()).log("event that was set aside is placed");
  }
}
