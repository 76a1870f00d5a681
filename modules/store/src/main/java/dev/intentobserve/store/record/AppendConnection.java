package dev.intentobserve.store.record;

import dev.intentobserve.ports.loop.Backoff;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.store.sql.DatabasePool;
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
 * The one connection that appends. When it is lost it is made anew, with a pause that doubles up to
 * a limit; while it is idle it is tried every second, so that a silent database is noticed before
 * somebody waits for it. All on the verticle's context.
 */
final class AppendConnection {
  private static final Logger log = LoggerFactory.getLogger(AppendConnection.class);
  private static final Backoff BACKOFF = Backoff.of(Duration.ofMillis(50), Duration.ofSeconds(1));
  private static final long HEARTBEAT_MS = 1_000;
  private static final long CLOSE_TIMEOUT_MS = 1_000;

  /**
   * How long one attempt may hang. Long, because a server that was stopped and goes on answers the
   * attempt it has, and because the socket of an attempt that was given up stays until it does.
   */
  private static final Duration HANG_TIMEOUT = Duration.ofSeconds(30);

  /** How long a lost connection is worth waiting for; after that callers are told at once. */
  private static final Duration RECONNECT_GRACE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final StoreConfig config;
  private final Runnable up;
  private final BooleanSupplier tried;

  private @Nullable PgConnection connection;
  private int attempt;
  private boolean inTransaction;
  private boolean closed;
  private int failures;
  private long downSinceNanos = System.nanoTime();
  private long heartbeat = -1;

  /** When the heartbeat asked what is not answered yet; 0 when all is. */
  private long heartbeatSentNanos;

  /**
   * @param up told whenever there is a connection again
   * @param tried answers whether the owner tries the idle connection itself, in place of a
   *     heartbeat
   */
  AppendConnection(Vertx vertx, StoreConfig config, Runnable up, BooleanSupplier tried) {
    this.vertx = vertx;
    this.config = config;
    this.up = up;
    this.tried = tried;
  }

  /** Completes when the first attempt has ended, whether it succeeded or not. */
  Future<Void> open() {
    heartbeat = vertx.setPeriodic(HEARTBEAT_MS, timer -> sendHeartbeat());
    return connect();
  }

  Future<Void> close() {
    closed = true;
    vertx.cancelTimer(heartbeat);
    return drop();
  }

  /** The connection; null when there is none. */
  @Nullable PgConnection connection() {
    return connection;
  }

  /** Whether a transaction is under way, which the heartbeat must not disturb. */
  void busy(boolean now) {
    inTransaction = now;
  }

  /** The connection of the transaction under way is of no use any more. */
  void lost() {
    inTransaction = false;
    if (connection != null) {
      down();
    }
  }

  /** Whether there has been no connection for longer than is worth waiting. */
  boolean unavailable() {
    return connection == null && System.nanoTime() - downSinceNanos > RECONNECT_GRACE.toNanos();
  }

  /** Whether a heartbeat waits for its answer for so long that the next one is due. */
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

  /** News of a connection that was given up is no news. */
  private void ifCurrent(int number, Runnable step) {
    if (number == attempt && !closed) {
      step.run();
    }
  }

  private PgConnectOptions options() {
    String deadline = Long.toString(config.appending().deadline().toMillis());
    return DatabasePool.options(config)
        // One transaction serves many requests, so its spans are nobody's children: on their own.
        .setTracingPolicy(TracingPolicy.ALWAYS)
        .addProperty("application_name", "intent-observe append")
        .addProperty("transaction_timeout", deadline)
        // A plan made while the table was small must not scan it when it is large.
        .addProperty("enable_seqscan", "off")
        .addProperty("enable_hashjoin", "off")
        .addProperty("enable_mergejoin", "off");
  }

  private void connected(int number, PgConnection opened) {
    if (number != attempt || closed) {
      opened.close(); // it was given up and came late
      return;
    }
    connection = opened;
    failures = 0;
    opened.closeHandler(gone -> ifCurrent(number, this::down));
    log.info("the appender is connected");
    up.run();
  }

  private void failed() {
    drop();
    again();
  }

  private void down() {
    downSinceNanos = System.nanoTime();
    log.warn("the appender lost its connection");
    drop();
    again();
  }

  /** A silent server may never confirm the end, so nobody waits for it for long. */
  private Future<Void> drop() {
    PgConnection dropped = connection;
    attempt++;
    connection = null;
    heartbeatSentNanos = 0;
    return dropped == null
        ? Future.succeededFuture()
        : dropped.close().timeout(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  private void again() {
    if (!closed) {
      vertx.setTimer(BACKOFF.pause(++failures).toMillis(), timer -> connect());
    }
  }

  private void sendHeartbeat() {
    if (connection == null || inTransaction || tried.getAsBoolean()) {
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
            silence ->
                ifCurrent(
                    number,
                    () -> {
                      if (!inTransaction) {
                        down();
                      }
                    }));
  }
}
