package dev.intentobserve.store.record;

import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Appended;
import dev.intentobserve.ports.flow.FairShareGate.Answer;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.store.sql.SqlErrors;
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
public final class RecordAppender {
  private static final Logger log = LoggerFactory.getLogger(RecordAppender.class);
  private static final int ATTEMPTS = 5;
  private static final long BATCH_BYTES = 8L << 20;

  /** How long one append may take before readiness takes it for a hanging one. */
  private static final Duration HANG_TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final StoreConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final RecentEvents recent;
  private final AppendQueue queue;
  private final AppendConnection link;

  /** Requests that failed together and are now tried one by one. */
  private final ArrayDeque<PendingAppend> oneByOne = new ArrayDeque<>();

  private @Nullable Batch current;
  private @Nullable Promise<Void> drained;

  /** Why the last append failed, if what failed was not the request but the database. */
  private @Nullable Fault appendFault;

  private boolean probing;

  /** Requests that are to be committed together; two batches are never equal. */
  private static final class Batch {
    private final List<PendingAppend> requests;
    private final Set<WorkEvent> rejectedEvents;
    private final long startedNanos = System.nanoTime();

    /**
     * @param rejectedEvents events the database would not take, by reference
     */
    Batch(List<PendingAppend> requests, Set<WorkEvent> rejectedEvents) {
      this.requests = requests;
      this.rejectedEvents = rejectedEvents;
    }

    List<Append> appends() {
      return requests.stream().map(PendingAppend::request).toList();
    }

    boolean abandoned() {
      return requests.stream().allMatch(PendingAppend::answered);
    }

    boolean olderThan(Duration age) {
      return System.nanoTime() - startedNanos > age.toNanos();
    }
  }

  public RecordAppender(
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
    this.link = new AppendConnection(vertx, config, this::startNextBatch, this::probe);
  }

  /** Completes when it is known whether the database is there; it need not be. */
  public Future<Void> start() {
    return link.open();
  }

  /** Takes no more, and completes when what was taken has been answered. */
  public Future<Void> stop() {
    Promise<Void> end = Promise.promise();
    drained = end;
    startNextBatch();
    return end.future().compose(empty -> link.close());
  }

  /**
   * Why nothing can be appended now; null while it can. Asks nobody: it is what the last append,
   * the one under way and the connection have shown.
   */
  public @Nullable Fault appendFault() {
    if (link.unavailable()) {
      return Fault.busy(
          "store_unavailable", "The connection that appends is lost; it is made anew.");
    }
    boolean waiting = current != null && current.olderThan(HANG_TIMEOUT);
    return waiting || link.heartbeatOverdue() ? silence() : appendFault;
  }

  private static Fault silence() {
    return Fault.busy("append_no_answer", "The database does not answer an append.");
  }

  public Future<Appended> append(Append request) {
    if (drained != null) {
      return Future.failedFuture(Fault.busy("not_ready", "The record is closing; try again."));
    }
    if (link.unavailable()) {
      return Future.failedFuture(
          Fault.busy("store_unavailable", "The database does not answer; try again."));
    }
    PendingAppend pending = new PendingAppend(request);
    Answer offered = queue.offer(pending);
    if (offered != Answer.ENTERED) {
      return Future.failedFuture(busy(offered));
    }
    pending.timer(
        vertx.setTimer(config.appending().deadline().toMillis(), timer -> expire(pending)));
    startNextBatch();
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

  private void expire(PendingAppend pending) {
    queue.remove(pending);
    pending
        .answer()
        .tryFail(Fault.busy("deadline_exceeded", "The record did not answer in time; try again."));
    if (current != null && current.abandoned()) {
      current = null;
      appendFault = silence();
      link.lost();
    }
    startNextBatch();
  }

  /**
   * While appending is in trouble, it is found out every second whether it is over: nobody may send
   * anything to a service that says it is not ready. Answers whether that is done here.
   */
  private boolean probe() {
    PgConnection connection = link.connection();
    if (appendFault == null || probing || current != null || connection == null) {
      return appendFault != null;
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
      appendFault = null;
    } else if (connection.equals(link.connection()) && SqlErrors.connectionLost(error)) {
      link.lost();
    }
    startNextBatch();
  }

  private void startNextBatch() {
    if (current != null || probing) {
      return;
    }
    PgConnection connection = link.connection();
    Batch batch = connection == null ? null : next();
    if (connection != null && batch != null) {
      run(batch, connection);
    } else if (drained != null && queue.isEmpty() && oneByOne.isEmpty()) {
      drained.tryComplete();
    }
  }

  private @Nullable Batch next() {
    oneByOne.removeIf(PendingAppend::answered);
    List<PendingAppend> requests =
        oneByOne.isEmpty()
            ? queue.take(config.appending().batch(), BATCH_BYTES)
            : List.of(oneByOne.remove());
    return requests.isEmpty() ? null : new Batch(requests, Set.of());
  }

  private void run(Batch batch, PgConnection connection) {
    current = batch;
    link.busy(true);
    long started = System.nanoTime();
    AppendTransaction transaction = new AppendTransaction(connection, clock.instant());
    Future.succeededFuture()
        .compose(go -> transaction.run(batch.appends(), batch.rejectedEvents))
        .onSuccess(settled -> whileCurrent(batch, () -> committed(batch, settled, started)))
        .onFailure(error -> whileCurrent(batch, () -> failed(batch, transaction, error)));
  }

  /** What comes after everybody was answered and the connection given up is no news any more. */
  private void whileCurrent(Batch batch, Runnable step) {
    if (current == batch) {
      step.run();
    }
  }

  private void committed(Batch batch, AppendBatch.BatchResult settled, long started) {
    end();
    appendFault = null;
    List<StoredEvent> stored = settled.stored();
    recent.add(settled.head(), stored);
    for (int i = 0; i < batch.requests.size(); i++) {
      answer(batch.requests.get(i), settled.answers().get(i));
    }
    meters.time(
        TelemetryNames.METRIC_APPEND_SECONDS, Duration.ofNanos(System.nanoTime() - started));
    if (!stored.isEmpty()) {
      long head = stored.getLast().seq();
      meters.count(TelemetryNames.METRIC_APPEND_ROWS, stored.size());
      meters.gauge(TelemetryNames.METRIC_RECORD_HEAD, (double) head);
      Hint.RECORD.publish(vertx, head);
    }
    startNextBatch();
  }

  private void failed(Batch batch, AppendTransaction transaction, Throwable error) {
    if (SqlErrors.connectionLost(error)) {
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
    startNextBatch();
  }

  private void decide(Batch batch, AppendTransaction transaction, Throwable error) {
    if (SqlErrors.badData(error) && batch.rejectedEvents.isEmpty()) {
      search(batch, transaction);
      return;
    }
    end();
    if (SqlErrors.tryAgain(error)) {
      queue.putBack(tryableAgain(batch, error));
    } else if (batch.requests.size() > 1 && SqlErrors.fault(error).kind() == Fault.Kind.BROKEN) {
      oneByOne.addAll(batch.requests);
    } else {
      batch.requests.forEach(request -> refuse(request, error));
    }
    startNextBatch();
  }

  private void search(Batch batch, AppendTransaction transaction) {
    log.atWarn()
        .addKeyValue(TelemetryNames.COUNT, batch.requests.size())
        .log("the database refused a value, looking for it");
    transaction
        .rejectedEvents(new AppendBatch(batch.appends(), Set.of()).rows())
        .onSuccess(found -> whileCurrent(batch, () -> found(batch, found)))
        .onFailure(error -> whileCurrent(batch, () -> lost(batch, error)));
  }

  private void found(Batch batch, Set<WorkEvent> rejectedEvents) {
    PgConnection connection = link.connection();
    if (connection != null && !rejectedEvents.isEmpty()) {
      run(new Batch(batch.requests, rejectedEvents), connection);
      return;
    }
    end();
    oneByOne.addAll(batch.requests);
    startNextBatch();
  }

  private List<PendingAppend> tryableAgain(Batch batch, Throwable error) {
    List<PendingAppend> again = new ArrayList<>();
    for (PendingAppend request : batch.requests) {
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

  private void answer(PendingAppend request, Appended answer) {
    vertx.cancelTimer(request.timer());
    request.answer().tryComplete(answer);
  }

  private void refuse(PendingAppend request, Throwable error) {
    vertx.cancelTimer(request.timer());
    Fault fault = SqlErrors.fault(error);
    if (fault.kind() == Fault.Kind.BUSY) {
      appendFault = fault;
    }
    request.answer().tryFail(fault);
  }
}
