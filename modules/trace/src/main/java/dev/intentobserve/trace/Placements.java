package dev.intentobserve.trace;

import dev.intentobserve.contract.AsideContract;
import dev.intentobserve.contract.AsideContract.AsideEvent;
import dev.intentobserve.contract.AsideContract.DueEvents;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CommitFacts;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.contract.TraceContract;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
final class Placements {
  private static final Logger log = LoggerFactory.getLogger(Placements.class);

  /** Events set aside that are tried again in one step. */
  private static final int AGAIN = 10;

  private final Supplier<Vertx> vertx;
  private final TraceConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final Asker asker;
  private final Placing placing;
  private final Blame blame;

  /** Where steps are committed: at a cursor, and as the placing of which events set aside. */
  private record Place(long from, long to, List<Long> settles) {}

  Placements(
      Supplier<Vertx> vertx, TraceConfig config, InstantSource clock, Meters meters, Asker asker) {
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.asker = asker;
    this.placing = new Placing(asker);
    this.blame = new Blame(vertx);
  }

  /** Answers whether there is more to do at once. */
  Future<Boolean> step() {
    return cursor()
        .compose(
            after ->
                StoreContract.READ_AFTER.ask(
                    vertx.get(), new ReadAfter(after, Long.MAX_VALUE, config.pageSize())))
        .compose(page -> portions(page.events()).map(page))
        .compose(page -> page.more() ? Future.succeededFuture(true) : again().map(false));
  }

  private Future<Long> cursor() {
    return StoreContract.CURSOR.ask(vertx.get(), new CursorOf(TraceContract.CURSOR));
  }

  private Future<Void> portions(List<Stored> events) {
    Future<Void> placed = Future.succeededFuture();
    for (List<Stored> portion : Portions.of(events, config.bounds().names())) {
      placed = placed.compose(before -> portion(portion));
    }
    return placed;
  }

  private Future<Void> portion(List<Stored> events) {
    Place place = new Place(events.getFirst().seq() - 1, events.getLast().seq(), List.of());
    return steps(events, place)
        .onSuccess(placed -> tell(events.getLast().seq()))
        .recover(error -> blamed(error).compose(fault -> apart(events, fault)));
  }

  private Future<Void> steps(List<Stored> events, Place place) {
    return asker
        .judged(Portions.weight(events), () -> cut(events))
        .compose(
            steps -> {
              Future<Void> committed = Future.succeededFuture();
              for (int i = 0; i < steps.size(); i++) {
                Map<Scope, Deltas> step = steps.get(i);
                boolean last = i == steps.size() - 1;
                committed = committed.compose(before -> commit(step, place, last));
              }
              return committed;
            })
        .onSuccess(placed -> blame.over());
  }

  private List<Map<Scope, Deltas>> cut(List<Stored> events) {
    return Portions.steps(events, config.bounds());
  }

  private Future<Void> commit(Map<Scope, Deltas> step, Place place, boolean last) {
    return placing
        .place(step, place.from(), last ? place.to() : place.from())
        .map(commit -> last ? commit.settles(place.settles()) : commit)
        .compose(commit -> StoreContract.COMMIT_FACTS.ask(vertx.get(), commit))
        .mapEmpty();
  }

  private void tell(long upTo) {
    Hint.PLACED.give(vertx.get(), upTo);
    meters.gauge(Names.METRIC_CURSOR, (double) upTo, Names.LABEL_CURSOR, TraceContract.CURSOR);
  }

  /** Fails as the failure did where it is nobody's fault here. */
  private Future<Fault> blamed(Throwable error) {
    return blame
        .on(error)
        .compose(
            guilty ->
                guilty ? Future.succeededFuture(Fault.from(error)) : Future.failedFuture(error));
  }

  /** Its halves are tried alone, so that what is left at last is what cannot be placed. */
  private Future<Void> apart(List<Stored> events, Fault fault) {
    if (events.size() == 1) {
      Stored event = events.getFirst();
      long seq = event.seq();
      return setAside(event.scope(), seq, 1, fault, new Place(seq - 1, seq, List.of()))
          .onSuccess(moved -> tell(seq));
    }
    int half = events.size() / 2;
    return portion(events.subList(0, half))
        .compose(placed -> portion(events.subList(half, events.size())));
  }

  private Future<Void> setAside(Scope scope, long seq, int attempts, Fault fault, Place place) {
    Instant now = clock.instant();
    Instant next = Setback.nextTry(now, attempts);
    log.atWarn()
        .addKeyValue("seq", seq)
        .addKeyValue(Names.ATTEMPT, attempts)
        .addKeyValue(Names.ERROR_CODE, fault.code())
        .addKeyValue("next_try", next)
        .setCause(fault.getCause())
        .log("an event cannot be placed and is set aside, its neighbours go on");
    AsideEvent aside = new AsideEvent(scope, seq, attempts, now, next, fault.code());
    return StoreContract.COMMIT_FACTS
        .ask(
            vertx.get(),
            CommitFacts.aside(TraceContract.CURSOR, place.from(), place.to(), List.of(aside)))
        .mapEmpty();
  }

  /** Tries what was set aside and is due. */
  private Future<Void> again() {
    return AsideContract.DUE_EVENTS
        .ask(vertx.get(), new DueEvents(clock.instant(), AGAIN))
        .compose(
            due -> {
              Future<Void> tried = Future.succeededFuture();
              for (AsideEvent event : due) {
                tried = tried.compose(before -> again(event));
              }
              return tried;
            });
  }

  /** Order does not matter: whenever it is placed at last, all comes to the same. */
  private Future<Void> again(AsideEvent event) {
    Future<Page> page =
        StoreContract.READ_AFTER.ask(vertx.get(), new ReadAfter(event.seq() - 1, event.seq(), 1));
    return Future.all(page, cursor())
        .compose(both -> again(event, page.result().events(), both.resultAt(1)));
  }

  private Future<Void> again(AsideEvent event, List<Stored> events, long at) {
    Place here = new Place(at, at, List.of(event.seq()));
    return steps(events, here)
        .onSuccess(
            placed ->
                log.atInfo()
                    .addKeyValue("seq", event.seq())
                    .log("an event that was set aside is placed"))
        .recover(error -> blamed(error).compose(fault -> setAsideAgain(event, fault, here)));
  }

  private Future<Void> setAsideAgain(AsideEvent event, Fault fault, Place here) {
    return setAside(event.scope(), event.seq(), event.attempts() + 1, fault, here);
  }
}
