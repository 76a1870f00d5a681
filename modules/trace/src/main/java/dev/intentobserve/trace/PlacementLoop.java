package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.DeferredWorkPorts;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredEvent;
import dev.intentobserve.ports.DeferredWorkPorts.DueEvents;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.CursorOf;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.ports.loop.Backoff;
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
 * Places the record page by page. Events that name much take several steps; one that cannot be
 * placed is found by halves and set aside, and the cursor goes past it.
 */
final class PlacementLoop {
  private static final Logger log = LoggerFactory.getLogger(PlacementLoop.class);

  /** For an event that cannot be placed and for a trace that cannot be summarised. */
  static final Backoff DEFERRED_RETRY = Backoff.of(Duration.ofSeconds(10), Duration.ofHours(1));

  /** Events set aside that are tried again in one step. */
  private static final int RETRY_BATCH_SIZE = 10;

  private final Supplier<Vertx> vertx;
  private final TraceConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final GraphLoader graphLoader;
  private final PlacementStep placer;
  private final FailureClassifier failureClassifier;

  /** Where steps are committed: at a cursor, and as the placing of which events set aside. */
  private record Place(long from, long to, List<Long> settles) {}

  PlacementLoop(
      Supplier<Vertx> vertx,
      TraceConfig config,
      InstantSource clock,
      Meters meters,
      GraphLoader graphLoader) {
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.graphLoader = graphLoader;
    this.placer = new PlacementStep(graphLoader);
    this.failureClassifier = new FailureClassifier(vertx);
  }

  /** Answers whether there is more to do at once. */
  Future<Boolean> step() {
    return cursor()
        .compose(
            after ->
                StorePorts.READ_AFTER.ask(
                    vertx.get(), new ReadAfter(after, Long.MAX_VALUE, config.pageSize())))
        .compose(page -> batches(page.events()).map(page))
        .compose(page -> page.more() ? Future.succeededFuture(true) : retry().map(false));
  }

  private Future<Long> cursor() {
    return StorePorts.CURSOR.ask(vertx.get(), new CursorOf(TracePorts.CURSOR));
  }

  private Future<Void> batches(List<StoredEvent> events) {
    Future<Void> placed = Future.succeededFuture();
    for (List<StoredEvent> batch : BatchSplitter.of(events, config.bounds().names())) {
      placed = placed.compose(before -> batch(batch));
    }
    return placed;
  }

  private Future<Void> batch(List<StoredEvent> events) {
    Place place = new Place(events.getFirst().seq() - 1, events.getLast().seq(), List.of());
    return steps(events, place)
        .onSuccess(placed -> publishProgress(events.getLast().seq()))
        .recover(error -> classified(error).compose(fault -> bisect(events, fault)));
  }

  private Future<Void> steps(List<StoredEvent> events, Place place) {
    return graphLoader
        .computed(BatchSplitter.weight(events), () -> cut(events))
        .compose(
            steps -> {
              Future<Void> committed = Future.succeededFuture();
              for (int i = 0; i < steps.size(); i++) {
                Map<Scope, GraphDelta> step = steps.get(i);
                boolean last = i == steps.size() - 1;
                committed = committed.compose(before -> commit(step, place, last));
              }
              return committed;
            })
        .onSuccess(placed -> failureClassifier.over());
  }

  private List<Map<Scope, GraphDelta>> cut(List<StoredEvent> events) {
    return BatchSplitter.steps(events, config.bounds());
  }

  private Future<Void> commit(Map<Scope, GraphDelta> step, Place place, boolean last) {
    return placer
        .place(step, place.from(), last ? place.to() : place.from())
        .map(commit -> last ? commit.settles(place.settles()) : commit)
        .compose(commit -> StorePorts.COMMIT_FACTS.ask(vertx.get(), commit))
        .mapEmpty();
  }

  private void publishProgress(long upTo) {
    Hint.PLACED.publish(vertx.get(), upTo);
    meters.gauge(
        TelemetryNames.METRIC_CURSOR,
        (double) upTo,
        TelemetryNames.LABEL_CURSOR,
        TracePorts.CURSOR);
  }

  /** Fails as the failure did where it is nobody's fault here. */
  private Future<Fault> classified(Throwable error) {
    return failureClassifier
        .on(error)
        .compose(
            causedByInput ->
                causedByInput
                    ? Future.succeededFuture(Fault.from(error))
                    : Future.failedFuture(error));
  }

  /** Its halves are tried alone, so that what is left at last is what cannot be placed. */
  private Future<Void> bisect(List<StoredEvent> events, Fault fault) {
    if (events.size() == 1) {
      StoredEvent event = events.getFirst();
      long seq = event.seq();
      return setAside(event.scope(), seq, 1, fault, new Place(seq - 1, seq, List.of()))
          .onSuccess(moved -> publishProgress(seq));
    }
    int half = events.size() / 2;
    return batch(events.subList(0, half))
        .compose(placed -> batch(events.subList(half, events.size())));
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
        .log("an event cannot be placed and is set aside, its neighbours go on");
    DeferredEvent aside = new DeferredEvent(scope, seq, attempts, now, next, fault.code());
    return StorePorts.COMMIT_FACTS
        .ask(
            vertx.get(),
            CommitFacts.aside(TracePorts.CURSOR, place.from(), place.to(), List.of(aside)))
        .mapEmpty();
  }

  /** Tries what was set aside and is due. */
  private Future<Void> retry() {
    return DeferredWorkPorts.DUE_EVENTS
        .ask(vertx.get(), new DueEvents(clock.instant(), RETRY_BATCH_SIZE))
        .compose(
            due -> {
              Future<Void> tried = Future.succeededFuture();
              for (DeferredEvent event : due) {
                tried = tried.compose(before -> retry(event));
              }
              return tried;
            });
  }

  /** Order does not matter: whenever it is placed at last, all comes to the same. */
  private Future<Void> retry(DeferredEvent event) {
    Future<Page> page =
        StorePorts.READ_AFTER.ask(vertx.get(), new ReadAfter(event.seq() - 1, event.seq(), 1));
    return Future.all(page, cursor())
        .compose(both -> retry(event, page.result().events(), both.resultAt(1)));
  }

  private Future<Void> retry(DeferredEvent event, List<StoredEvent> events, long at) {
    Place current = new Place(at, at, List.of(event.seq()));
    return steps(events, current)
        .onSuccess(
            placed ->
                log.atInfo()
                    .addKeyValue("seq", event.seq())
                    .log("an event that was set aside is placed"))
        .recover(error -> classified(error).compose(fault -> setAsideAgain(event, fault, current)));
  }

  private Future<Void> setAsideAgain(DeferredEvent event, Fault fault, Place current) {
    return setAside(event.scope(), event.seq(), event.attempts() + 1, fault, current);
  }
}
