package dev.intentobserve.store.record;

import dev.intentobserve.model.Backoff;
import dev.intentobserve.store.sql.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection that appends. A lost connection is reopened after a pause that doubles up to a
 * limit. An idle one is tested every second, so that a database that stopped answering is noticed
 * before a request waits for it. All on the verticle's context.
 */
final class AppendConnection {
  private static final Logger log = LoggerFactory.getLogger(AppendConnection.class);
  private static final Backoff BACKOFF = Backoff.of(Duration.ofMillis(50), Duration.ofSeconds(1));
  private static final long HEARTBEAT_MS = 1_000;
  private static final long CLOSE_TIMEOUT_MS = 1_000;

  /**
   * How long one attempt to connect may hang. Long, because a server that was paused answers the
   * pending attempt when it continues, and because the socket of an abandoned attempt stays open
   * until then.
   */
  private static final Duration HANG_TIMEOUT = Duration.ofSeconds(30);

  /** How long requests wait for a lost connection; after that they fail at once. */
  private static final Duration RECONNECT_GRACE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final DatabaseConfig config;
  private final Duration transactionTimeout;
  private final Runnable connectedHandler;
  private final BooleanSupplier ownerProbes;

  private @Nullable PgConnection connection;
  private int attempt;
  private boolean inTransaction;
  private boolean closed;
  private int failures;
  private long downSinceNanos = System.nanoTime();
  private long heartbeat = -1;

  /** When the oldest unanswered heartbeat was sent; 0 if all are answered. */
  private long heartbeatSentNanos;

  /**
   * @param connectedHandler called whenever the connection was opened again
   * @param ownerProbes called before each heartbeat; true if the owner tests the connection itself
   */
  AppendConnection(
      Vertx vertx,
      DatabaseConfig config,
      Duration transactionTimeout,
      Runnable connectedHandler,
      BooleanSupplier ownerProbes) {
    this.vertx = vertx;
    this.config = config;
    this.transactionTimeout = transactionTimeout;
    this.connectedHandler = connectedHandler;
    this.ownerProbes = ownerProbes;
  }

  /** Completes after the first attempt, whether it succeeded or not. */
  Future<Void> open() {
    heartbeat = vertx.setPeriodic(HEARTBEAT_MS, timer -> sendHeartbeat());
    return connect();
  }

  Future<Void> close() {
    closed = true;
    vertx.cancelTimer(heartbeat);
    return drop();
  }

  /** Null while there is no connection. */
  @Nullable PgConnection connection() {
    return connection;
  }

  /** Tells whether a transaction is running; no heartbeat is sent meanwhile. */
  void inTransaction(boolean now) {
    inTransaction = now;
  }

  /** Closes and reopens the connection, because its transaction failed or hangs. */
  void lost() {
    inTransaction = false;
    if (connection != null) {
      down();
    }
  }

  /** Whether there has been no connection for longer than requests wait for one. */
  boolean unavailable() {
    return connection == null && System.nanoTime() - downSinceNanos > RECONNECT_GRACE.toNanos();
  }

  /** Whether a heartbeat has had no answer until the next one is due. */
  boolean heartbeatOverdue() {
    return heartbeatSentNanos != 0
        && System.nanoTime() - heartbeatSentNanos > HEARTBEAT_MS * 1_000_000;
  }

  private Future<Void> connect() {
    if (closed) {
      return Future.succeededFuture();
    }
    int number = ++attempt;
    Future<PgConnection> made = PgConnection.connect(vertx, options());
    made.onSuccess(opened -> connected(number, opened));
    made.timeout(HANG_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(error -> ifCurrent(number, this::failed));
    return made.timeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Ignores what arrives for a connection that was given up. */
  private void ifCurrent(int number, Runnable step) {
    if (number == attempt && !closed) {
      step.run();
    }
  }

  private PgConnectOptions options() {
    return config
        .connectOptions("intent-observe append")
        // One transaction serves many requests, so its spans cannot be children of one of them.
        .setTracingPolicy(TracingPolicy.ALWAYS)
        .addProperty("transaction_timeout", Long.toString(transactionTimeout.toMillis()))
        // A plan made while the table was small must not scan it when it has grown.
        .addProperty("enable_seqscan", "off")
        .addProperty("enable_hashjoin", "off")
        .addProperty("enable_mergejoin", "off");
  }

  private void connected(int number, PgConnection opened) {
    if (number != attempt || closed) {
      opened.close(); // opened after it was given up
      return;
    }
    connection = opened;
    failures = 0;
    opened.closeHandler(gone -> ifCurrent(number, this::down));
    log.info("the appender is connected");
    connectedHandler.run();
  }

  private void failed() {
    drop();
    reconnectLater();
  }

  private void down() {
    downSinceNanos = System.nanoTime();
    log.warn("the appender lost its connection");
    drop();
    reconnectLater();
  }

  /** A server that does not answer never confirms the close, so the wait for it is short. */
  private Future<Void> drop() {
    PgConnection dropped = connection;
    attempt++;
    connection = null;
    heartbeatSentNanos = 0;
    return dropped == null
        ? Future.succeededFuture()
        : dropped.close().timeout(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  private void reconnectLater() {
    if (!closed) {
      vertx.setTimer(BACKOFF.pause(++failures).toMillis(), timer -> connect());
    }
  }

  private void sendHeartbeat() {
    if (connection == null || inTransaction || ownerProbes.getAsBoolean()) {
      return;
    }
    int number = attempt;
    heartbeatSentNanos = heartbeatSentNanos == 0 ? System.nanoTime() : heartbeatSentNanos;
    connection
        .query("select 1")
        .execute()
        .timeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(answered -> ifCurrent(number, () -> heartbeatSentNanos = 0))
        .onFailure(
            noAnswer ->
                ifCurrent(
                    number,
                    () -> {
                      if (!inTransaction) {
                        down();
                      }
                    }));
  }
}
