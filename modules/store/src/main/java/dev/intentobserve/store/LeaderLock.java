package dev.intentobserve.store;

import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.LeaderPorts.LeadershipRequest;
import dev.intentobserve.store.sql.DatabasePool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lead: an advisory lock of the session on a connection that does nothing else. It is ours as
 * long as that connection lives; each time somebody asks, the server has to confirm it in time. All
 * on the verticle's context.
 */
final class LeaderLock {
  static final String TAKE = "select pg_try_advisory_lock(125780421140070) as taken";

  private static final long CLOSE_TIMEOUT_MS = 1_000;

  /** After which an answer that did not come is a no; see {@link #options}. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final StoreConfig config;

  private @Nullable PgConnection connection;
  private @Nullable Future<Boolean> pendingAnswer;
  private boolean leads;
  private boolean closed;

  LeaderLock(Vertx vertx, StoreConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /** Who asks while the server is asked gets the same answer. */
  Future<Boolean> lead(LeadershipRequest question) {
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
      opened.close(); // it was given up and came late
      throw new IllegalStateException("late");
    }
    connection = opened;
    opened.closeHandler(gone -> lost(opened));
    return opened;
  }

  /** A lock counts how often it was taken, so it is taken once and then only confirmed. */
  private Future<Boolean> ask(PgConnection on) {
    return leads
        ? on.query("select 1").execute().map(alive -> leads)
        : on.query(TAKE)
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

  /** Gives the lead up at once, whenever the server confirms the end of the connection. */
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
   * A server that hears nothing of us lets the lock go after some ten seconds, by when we have long
   * missed its confirmations.
   */
  private PgConnectOptions options() {
    return DatabasePool.options(config)
        .addProperty("application_name", "intent-observe lead")
        .addProperty("tcp_keepalives_idle", "5")
        .addProperty("tcp_keepalives_interval", "2")
        .addProperty("tcp_keepalives_count", "3");
  }
}
