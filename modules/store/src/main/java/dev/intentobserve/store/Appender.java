package dev.intentobserve.store;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.SharedGate.Answer;
import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Appended;
import dev.intentobserve.event.Names;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: requests that arrive while a transaction is under way share the next one. A request
 * is answered after its commit or at its deadline, whichever comes first; one that was answered
 * BUSY may have been committed all the same, and asking again tells. All on the verticle's context.
 */
final class Appender {
  private static final Logger log = LoggerFactory.getLogger(Appender.class);
  private static final int ATTEMPTS = 5;
  private static final long BATCH_BYTES = 8L << 20;

  /** How long one append may take before readiness takes it for a hanging one. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final StoreConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final RecentEvents recent;
  private final AppendQueue queue;
  private final Link link;

  /** Requests that failed together and are now tried one by one. */
  private final ArrayDeque<Pending> apart = new ArrayDeque<>();

  private @Nullable Batch current;
  private @Nullable Promise<Void> drained;

  /** Why the last append failed, if what failed was not the request but the database. */
  private @Nullable Fault trouble;

  private boolean probing;

  /** Requests that are to be committed together; two batches are never equal. */
  private static final class Batch {
    private final List<Pending> requests;
    private final Set<WorkEvent> culprits;
    private final long begunNanos = System.nanoTime();

    /**
     * @param culprits events the database would not take, by reference
     */
    Batch(List<Pending> requests, Set<WorkEvent> culprits) {
      this.requests = requests;
      this.culprits = culprits;
    }

    List<Append> appends() {
      return requests.stream().map(Pending::request).toList();
    }

    boolean abandoned() {
      return requests.stream().allMatch(Pending::answered);
    }

    boolean olderThan(Duration age) {
      return System.nanoTime() - begunNanos > age.toNanos();
    }
  }

  Appender(
      Vertx vertx, StoreConfig config, InstantSource clock, Meters meters, RecentEvents recent) {
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.recent = recent;
    this.queue =
        new AppendQueue(
            config.appending().queueBytes(),
            config.appending().queueRequests(),
            config.appending().tenants());
    this.link = new Link(vertx, config, this::pump, this::probe);
  }

  /** Completes when it is known whether the database is there; it need not be. */
  Future<Void> start() {
    return link.open();
  }

  /** Takes no more, and completes when what was taken has been answered. */
  Future<Void> stop() {
    Promise<Void> end = Promise.promise();
    drained = end;
    pump();
    return end.future().compose(empty -> link.close());
  }

  /**
   * Why nothing can be appended now; null while it can. Asks nobody: it is what the last append,
   * the one under way and the connection have shown.
   */
  @Nullable Fault trouble() {
    if (link.unavailable()) {
      return Fault.busy(
          "store_unavailable", "The connection that appends is lost; it is made anew.");
    }
    boolean waiting = current != null && current.olderThan(PATIENCE);
    return waiting || link.silent() ? silence() : trouble;
  }

  private static Fault silence() {
    return Fault.busy("append_silent", "The database does not answer an append.");
  }

  Future<Appended> append(Append request) {
    if (drained != null) {
      return Future.failedFuture(Fault.busy("not_ready", "The record is closing; try again."));
    }
    if (link.unavailable()) {
      return Future.failedFuture(
          Fault.busy("store_unavailable", "The database does not answer; try again."));
    }
    Pending pending = new Pending(request);
    Answer offered = queue.offer(pending);
    if (offered != Answer.ENTERED) {
      return Future.failedFuture(busy(offered));
    }
    pending.timer(
        vertx.setTimer(config.appending().deadline().toMillis(), timer -> expire(pending)));
    pump();
    return pending.answer().future();
  }

  private static Fault busy(Answer met) {
    return met == Answer.FULL
        ? Fault.busy("store_busy", "Too much waits to be stored; try again.")
        : Fault.busy(
            "tenant_busy",
            "Too much of this tenant waits to be stored; the room left is kept for others. Try"
                + " again.");
  }

  private void expire(Pending pending) {
    queue.remove(pending);
    pending
        .answer()
        .tryFail(Fault.busy("deadline_exceeded", "The record did not answer in time; try again."));
    if (current != null && current.abandoned()) {
      current = null;
      trouble = silence();
      link.lost();
    }
    pump();
  }

  /**
   * While appending is in trouble, it is found out every second whether it is over: nobody may send
   * anything to a service that says it is not ready. Answers whether that is done here.
   */
  private boolean probe() {
    PgConnection connection = link.connection();
    if (trouble == null || probing || current != null || connection == null) {
      return trouble != null;
    }
    probing = true;
    link.busy(true);
    new AppendTransaction(connection, clock.instant())
        .probe()
        .timeout(config.appending().deadline().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(done -> probed(connection, done.cause()));
    return true;
  }

  private void probed(PgConnection connection, @Nullable Throwable error) {
    probing = false;
    link.busy(false);
    if (error == null) {
      trouble = null;
    } else if (connection.equals(link.connection()) && Errors.connectionLost(error)) {
      link.lost();
    }
    pump();
  }

  private void pump() {
    if (current != null || probing) {
      return;
    }
    PgConnection connection = link.connection();
    Batch batch = connection == null ? null : next();
    if (connection != null && batch != null) {
      run(batch, connection);
    } else if (drained != null && queue.isEmpty() && apart.isEmpty()) {
      drained.tryComplete();
    }
  }

  private @Nullable Batch next() {
    apart.removeIf(Pending::answered);
    List<Pending> requests =
        apart.isEmpty()
            ? queue.take(config.appending().batch(), BATCH_BYTES)
            : List.of(apart.remove());
    return requests.isEmpty() ? null : new Batch(requests, Set.of());
  }

  private void run(Batch batch, PgConnection connection) {
    current = batch;
    link.busy(true);
    long started = System.nanoTime();
    AppendTransaction transaction = new AppendTransaction(connection, clock.instant());
    Future.succeededFuture()
        .compose(go -> transaction.run(batch.appends(), batch.culprits))
        .onSuccess(settled -> whileCurrent(batch, () -> committed(batch, settled, started)))
        .onFailure(error -> whileCurrent(batch, () -> failed(batch, transaction, error)));
  }

  /** What comes after everybody was answered and the connection given up is no news any more. */
  private void whileCurrent(Batch batch, Runnable step) {
    if (current == batch) {
      step.run();
    }
  }

  private void committed(Batch batch, AppendBatch.Settled settled, long started) {
    end();
    trouble = null;
    List<Stored> stored = settled.stored();
    recent.add(settled.head(), stored);
    for (int i = 0; i < batch.requests.size(); i++) {
      answer(batch.requests.get(i), settled.answers().get(i));
    }
    meters.time(Names.METRIC_APPEND_SECONDS, Duration.ofNanos(System.nanoTime() - started));
    if (!stored.isEmpty()) {
      long head = stored.getLast().seq();
      meters.count(Names.METRIC_APPEND_ROWS, stored.size());
      meters.gauge(Names.METRIC_RECORD_HEAD, (double) head);
      Hint.RECORD.give(vertx, head);
    }
    pump();
  }

  private void failed(Batch batch, AppendTransaction transaction, Throwable error) {
    if (Errors.connectionLost(error)) {
      lost(batch, error);
      return;
    }
    transaction
        .rollback()
        .onSuccess(undone -> whileCurrent(batch, () -> decide(batch, transaction, error)))
        .onFailure(silence -> whileCurrent(batch, () -> lost(batch, silence)));
  }

  /** Nobody knows whether it was committed; the identity of the events makes asking again safe. */
  private void lost(Batch batch, Throwable error) {
    end();
    link.lost();
    queue.putBack(tryableAgain(batch, error));
    pump();
  }

  private void decide(Batch batch, AppendTransaction transaction, Throwable error) {
    if (Errors.badData(error) && batch.culprits.isEmpty()) {
      search(batch, transaction);
      return;
    }
    end();
    if (Errors.tryAgain(error)) {
      queue.putBack(tryableAgain(batch, error));
    } else if (batch.requests.size() > 1 && Errors.fault(error).kind() == Fault.Kind.BROKEN) {
      apart.addAll(batch.requests);
    } else {
      batch.requests.forEach(request -> refuse(request, error));
    }
    pump();
  }

  private void search(Batch batch, AppendTransaction transaction) {
    log.atWarn()
        .addKeyValue(Names.COUNT, batch.requests.size())
        .log("the database refused a value, looking for it");
    transaction
        .culprits(new AppendBatch(batch.appends(), Set.of()).rows())
        .onSuccess(found -> whileCurrent(batch, () -> found(batch, found)))
        .onFailure(error -> whileCurrent(batch, () -> lost(batch, error)));
  }

  private void found(Batch batch, Set<WorkEvent> culprits) {
    PgConnection connection = link.connection();
    if (connection != null && !culprits.isEmpty()) {
      run(new Batch(batch.requests, culprits), connection);
      return;
    }
    end();
    apart.addAll(batch.requests);
    pump();
  }

  private List<Pending> tryableAgain(Batch batch, Throwable error) {
    List<Pending> again = new ArrayList<>();
    for (Pending request : batch.requests) {
      if (request.answered()) {
        continue;
      }
      if (request.attempt() < ATTEMPTS) {
        again.add(request);
      } else {
        refuse(request, error);
      }
    }
    return again;
  }

  private void end() {
    current = null;
    link.busy(false);
  }

  private void answer(Pending request, Appended answer) {
    vertx.cancelTimer(request.timer());
    request.answer().tryComplete(answer);
  }

  private void refuse(Pending request, Throwable error) {
    vertx.cancelTimer(request.timer());
    Fault fault = Errors.fault(error);
    if (fault.kind() == Fault.Kind.BUSY) {
      trouble = fault;
    }
    request.answer().tryFail(fault);
  }
}
