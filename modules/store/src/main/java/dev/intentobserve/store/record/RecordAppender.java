package dev.intentobserve.store.record;

import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Appended;
import dev.intentobserve.ports.flow.FairShareGate.Answer;
import dev.intentobserve.ports.loop.AppendBacklog;
import dev.intentobserve.store.sql.DatabaseConfig;
import dev.intentobserve.store.sql.SqlErrors;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: requests that arrive during a transaction share the next one. A request is answered
 * after its commit or at its deadline, whichever is first. A request that was answered BUSY may
 * have been committed; sending it again is safe and tells. All on the verticle's context.
 */
public final class RecordAppender {
  private static final Logger log = LoggerFactory.getLogger(RecordAppender.class);
  private static final int MAX_ATTEMPTS = 5;
  private static final long BATCH_BYTES = 8L << 20;

  /** An append that takes longer makes the service not ready. */
  private static final Duration HANG_TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final AppendConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private final RecentEvents recent;
  private final AppendQueue queue;
  private final AppendConnection connection;

  /** Requests that failed together and are now tried one by one. */
  private final ArrayDeque<PendingAppend> oneByOne = new ArrayDeque<>();

  private @Nullable AppendAttempt current;
  private @Nullable Promise<Void> drained;

  /** Why the last append failed, if the reason was the database and not the request. */
  private @Nullable Fault appendFault;

  private boolean probing;

  public RecordAppender(
      Vertx vertx,
      DatabaseConfig database,
      AppendConfig config,
      InstantSource clock,
      Meters meters,
      RecentEvents recent) {
    this.vertx = vertx;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.recent = recent;
    this.queue = new AppendQueue(config.queueBytes(), config.queueRequests(), config.tenants());
    this.connection =
        new AppendConnection(
            vertx, database, config.deadline(), this::startNextAttempt, this::probe);
  }

  /** Completes after the first attempt to connect, whether it succeeded or not. */
  public Future<?> start() {
    return Future.all(StorePorts.APPEND.answer(vertx, this::append), connection.open());
  }

  /** Accepts no more requests, and completes when all accepted ones are answered. */
  public Future<Void> stop() {
    Promise<Void> end = Promise.promise();
    drained = end;
    startNextAttempt();
    return end.future().compose(empty -> connection.close());
  }

  /**
   * Why nothing can be appended now; null while it can. Sends no query: judges by the last append,
   * the running one and the connection.
   */
  public @Nullable Fault appendFault() {
    if (connection.unavailable()) {
      return AppendFaults.connectionLost();
    }
    boolean hangs = current != null && current.age().compareTo(HANG_TIMEOUT) > 0;
    return hangs || connection.heartbeatOverdue() ? AppendFaults.noAnswer() : appendFault;
  }

  private Future<Appended> append(Append request) {
    if (drained != null) {
      return Future.failedFuture(AppendFaults.shuttingDown());
    }
    if (connection.unavailable()) {
      return Future.failedFuture(AppendFaults.unavailable());
    }
    PendingAppend pending = new PendingAppend(request);
    Answer offered = queue.offer(pending);
    if (offered != Answer.ENTERED) {
      return Future.failedFuture(AppendFaults.queueFull(offered));
    }
    pending.startDeadline(vertx, config.deadline(), () -> expire(pending));
    startNextAttempt();
    return pending.answer();
  }

  private void expire(PendingAppend pending) {
    queue.remove(pending);
    pending.fail(AppendFaults.deadlineExceeded());
    if (current != null && current.abandoned()) {
      current = null;
      appendFault = AppendFaults.noAnswer();
      connection.lost();
    }
    startNextAttempt();
  }

  /**
   * While the last append has failed because of the database, a probe every second finds out
   * whether appending works again: a service that is not ready receives no requests that could
   * tell. Returns whether it replaces the heartbeat.
   */
  private boolean probe() {
    PgConnection open = connection.connection();
    if (appendFault == null || probing || current != null || open == null) {
      return appendFault != null;
    }
    probing = true;
    connection.inTransaction(true);
    new AppendTransaction(open, clock.instant())
        .probe()
        .timeout(config.deadline().toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(done -> probed(open, done.cause()));
    return true;
  }

  private void probed(PgConnection open, @Nullable Throwable error) {
    probing = false;
    connection.inTransaction(false);
    if (error == null) {
      appendFault = null;
    } else if (open.equals(connection.connection()) && SqlErrors.connectionLost(error)) {
      connection.lost();
    }
    startNextAttempt();
  }

  private void startNextAttempt() {
    if (current != null || probing) {
      return;
    }
    PgConnection open = connection.connection();
    AppendAttempt attempt = open == null ? null : next();
    if (open != null && attempt != null) {
      run(attempt, open);
    } else if (drained != null && queue.isEmpty() && oneByOne.isEmpty()) {
      drained.tryComplete();
    }
  }

  private @Nullable AppendAttempt next() {
    oneByOne.removeIf(PendingAppend::answered);
    List<PendingAppend> requests =
        oneByOne.isEmpty() ? queue.take(config.batch(), BATCH_BYTES) : List.of(oneByOne.remove());
    return requests.isEmpty() ? null : new AppendAttempt(requests, Set.of());
  }

  private void run(AppendAttempt attempt, PgConnection open) {
    current = attempt;
    connection.inTransaction(true);
    AppendTransaction transaction = new AppendTransaction(open, clock.instant());
    Future.succeededFuture()
        .compose(started -> transaction.run(attempt.appends(), attempt.rejectedEvents()))
        .onSuccess(result -> ifCurrent(attempt, () -> committed(attempt, result)))
        .onFailure(error -> ifCurrent(attempt, () -> failed(attempt, transaction, error)));
  }

  /** Ignores what arrives after the attempt was abandoned together with its connection. */
  private void ifCurrent(AppendAttempt attempt, Runnable step) {
    if (current == attempt) {
      step.run();
    }
  }

  private void committed(AppendAttempt attempt, AppendBatch.BatchResult result) {
    end();
    appendFault = null;
    List<StoredEvent> stored = result.stored();
    recent.add(result.head(), stored);
    for (int i = 0; i < attempt.requests().size(); i++) {
      attempt.requests().get(i).succeed(result.answers().get(i));
    }
    AppendBacklog.waited(vertx, attempt.longestWait());
    meters.time(TelemetryNames.METRIC_APPEND_SECONDS, attempt.age());
    if (!stored.isEmpty()) {
      long head = stored.getLast().seq();
      meters.count(TelemetryNames.METRIC_APPEND_ROWS, stored.size());
      meters.gauge(TelemetryNames.METRIC_RECORD_HEAD, (double) head);
      Hint.RECORD.publish(vertx, head);
    }
    startNextAttempt();
  }

  private void failed(AppendAttempt attempt, AppendTransaction transaction, Throwable error) {
    if (SqlErrors.connectionLost(error)) {
      lost(attempt, error);
      return;
    }
    transaction
        .rollback()
        .onSuccess(rolledBack -> ifCurrent(attempt, () -> decide(attempt, transaction, error)))
        .onFailure(unanswered -> ifCurrent(attempt, () -> lost(attempt, unanswered)));
  }

  /** The commit may have happened or not; the identity of the events makes a repetition safe. */
  private void lost(AppendAttempt attempt, Throwable error) {
    end();
    connection.lost();
    queue.putBack(retryable(attempt, error));
    startNextAttempt();
  }

  private void decide(AppendAttempt attempt, AppendTransaction transaction, Throwable error) {
    if (SqlErrors.isBadData(error) && attempt.rejectedEvents().isEmpty()) {
      searchBadRows(attempt, transaction);
      return;
    }
    end();
    if (SqlErrors.isRetryable(error)) {
      queue.putBack(retryable(attempt, error));
    } else if (attempt.requests().size() > 1
        && SqlErrors.fault(error).kind() == Fault.Kind.BROKEN) {
      oneByOne.addAll(attempt.requests());
    } else {
      attempt.requests().forEach(request -> fail(request, error));
    }
    startNextAttempt();
  }

  private void searchBadRows(AppendAttempt attempt, AppendTransaction transaction) {
    log.atWarn()
        .addKeyValue(TelemetryNames.COUNT, attempt.requests().size())
        .log("the database refused a value, searching for its event");
    new BadRowSearch(transaction)
        .run(new AppendBatch(attempt.appends(), Set.of()).rows())
        .onSuccess(found -> ifCurrent(attempt, () -> runWithout(attempt, found)))
        .onFailure(error -> ifCurrent(attempt, () -> lost(attempt, error)));
  }

  private void runWithout(AppendAttempt attempt, Set<WorkEvent> rejectedEvents) {
    PgConnection open = connection.connection();
    if (open != null && !rejectedEvents.isEmpty()) {
      run(new AppendAttempt(attempt.requests(), rejectedEvents), open);
      return;
    }
    end();
    oneByOne.addAll(attempt.requests());
    startNextAttempt();
  }

  private List<PendingAppend> retryable(AppendAttempt attempt, Throwable error) {
    return attempt.retryable(MAX_ATTEMPTS, request -> fail(request, error));
  }

  private void end() {
    current = null;
    connection.inTransaction(false);
  }

  private void fail(PendingAppend request, Throwable error) {
    Fault fault = SqlErrors.fault(error);
    if (fault.kind() == Fault.Kind.BUSY) {
      appendFault = fault;
    }
    request.fail(fault);
  }
}
