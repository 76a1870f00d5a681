package dev.intentobserve.store;

import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Leadership is an advisory lock on a connection that does nothing else, held as long as that
 * connection lives. Each time a caller asks, the server must confirm it in time. All on the
 * verticle's context.
 */
final class LeaderLock {
  private static final long CLOSE_TIMEOUT_MS = 1_000;

  /** No answer within this time counts as a no; see {@link #options}. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final DatabaseConfig config;

  private @Nullable PgConnection connection;
  private @Nullable Future<Boolean> pendingAnswer;
  private boolean leads;
  private boolean closed;

  LeaderLock(Vertx vertx, DatabaseConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /** Calls during a pending query share its answer. */
  Future<Boolean> lead(Nothing question) {
    if (pendingAnswer != null) {
      return pendingAnswer;
    }
    Future<Boolean> answer =
        connected()
            .compose(this::ask)
            .timeout(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .recover(error -> drop().map(false));
    pendingAnswer = answer;
    answer.onComplete(answered -> pendingAnswer = null);
    return answer;
  }

  Future<Void> close() {
    closed = true;
    return drop();
  }

  private Future<PgConnection> connected() {
    if (closed) {
      return Future.failedFuture("closed");
    }
    return connection != null
        ? Future.succeededFuture(connection)
        : PgConnection.connect(vertx, options()).map(this::opened);
  }

  private PgConnection opened(PgConnection opened) {
    if (closed || connection != null) {
      opened.close(); // opened after the caller had given up
      throw new IllegalStateException("late");
    }
    connection = opened;
    opened.closeHandler(gone -> lost(opened));
    return opened;
  }

  /** The server counts how often a lock was taken, so it is taken once and then only confirmed. */
  private Future<Boolean> ask(PgConnection on) {
    return leads
        ? on.query("select 1").execute().map(alive -> leads)
        : on.query(AdvisoryLocks.LEADERSHIP)
            .execute()
            .map(rows -> lockAnswered(on, rows.iterator().next().getBoolean("taken")));
  }

  private boolean lockAnswered(PgConnection on, boolean taken) {
    leads = taken && on.equals(connection);
    return leads;
  }

  private void lost(PgConnection gone) {
    if (gone.equals(connection)) {
      drop();
    }
  }

  /** Gives leadership up at once, without waiting for the server to close the connection. */
  private Future<Void> drop() {
    PgConnection dropped = connection;
    connection = null;
    if (leads) {
      leads = false;
      Hint.LEADERSHIP.publish(vertx, 0);
    }
    return dropped == null
        ? Future.succeededFuture()
        : dropped.close().timeout(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  /**
   * If this process becomes unreachable, the server releases the lock after about ten seconds. By
   * then {@link #ANSWER_TIMEOUT} has passed, so this process no longer believes that it leads.
   */
  private PgConnectOptions options() {
    return config
        .connectOptions("intent-observe leader")
        .addProperty("tcp_keepalives_idle", "5")
        .addProperty("tcp_keepalives_interval", "2")
        .addProperty("tcp_keepalives_count", "3");
  }
}
