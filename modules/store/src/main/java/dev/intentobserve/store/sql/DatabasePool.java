package dev.intentobserve.store.sql;

import dev.intentobserve.ports.Futures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The connections for everything but appending. Every query ends in time: by the statement timeout
 * in the database, by a timeout of the answer here, and by an idle timeout of the socket.
 */
public final class DatabasePool {
  /** How many queries may wait for a connection; more fail as BUSY at once. */
  private static final int MAX_WAITING = 256;

  /** For the few queries that may have to read a hundred thousand entities. */
  static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);

  /** A socket without traffic for this long is closed, even if an answer is pending. */
  private static final Duration IDLE_TIMEOUT = LONG_TIMEOUT.plusSeconds(5);

  /**
   * Planning a lookup by keys takes longer than the lookup, and its plan is always the same. Made
   * while a table is small, it must not scan the table when it has grown; and a table of few rows
   * may hold long lists, whose cost is not in the estimate.
   */
  private static final String SNAPSHOT =
      "begin isolation level repeatable read read only;"
          + " set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off;"
          + " set local statement_timeout = "
          + LONG_TIMEOUT.toMillis();

  private static final int MAX_ATTEMPTS = 3;

  private final DatabaseConfig config;
  private final Pool pool;

  public DatabasePool(Vertx vertx, DatabaseConfig config) {
    this.config = config;
    PgConnectOptions options =
        config
            .connectOptions("intent-observe")
            // Filters are optional parameters, so a plan is only good for their actual values.
            .addProperty("plan_cache_mode", "force_custom_plan");
    this.pool = pool(vertx, config, options);
  }

  private static Pool pool(Vertx vertx, DatabaseConfig config, PgConnectOptions options) {
    return PgBuilder.pool()
        .connectingTo(options)
        .with(
            new PoolOptions()
                .setMaxSize(config.poolSize())
                .setMaxWaitQueueSize(MAX_WAITING)
                .setConnectionTimeout((int) config.statementTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
        .with(
            new NetClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setTcpKeepAlive(true)
                .setTcpNoDelay(true)
                .setIdleTimeout((int) IDLE_TIMEOUT.toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS))
        .using(vertx)
        .build();
  }

  /** Runs one statement in its own transaction. */
  public Future<RowSet<Row>> query(String sql, Tuple arguments) {
    return limited(config.statementTimeout(), pool.preparedQuery(sql).execute(arguments));
  }

  /** Runs several statements, all or none. Repeated when it conflicts with another transaction. */
  public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
    return limited(config.statementTimeout().multipliedBy(2), transaction(work, 1));
  }

  /** As {@link #transaction}, with a longer timeout for many small statements. */
  public <T> Future<T> longTransaction(Function<SqlConnection, Future<T>> work) {
    return limited(LONG_TIMEOUT, transaction(work, 1));
  }

  /**
   * Runs several queries on one state of the database, with a longer timeout, in one round trip:
   * {@code work} sends all of them before it returns. Not for queries with optional filters: a plan
   * serves all arguments.
   */
  public <T> Future<T> snapshot(Function<SqlConnection, Future<T>> work) {
    return limited(
        LONG_TIMEOUT, pool.getConnection().compose(connection -> snapshot(connection, work)));
  }

  /** Runs one query as {@link #snapshot} does. */
  public Future<RowSet<Row>> lookup(String sql, Tuple arguments) {
    return snapshot(connection -> connection.preparedQuery(sql).execute(arguments));
  }

  public Future<Void> close() {
    return pool.close();
  }

  private static <T> Future<T> snapshot(
      SqlConnection connection, Function<SqlConnection, Future<T>> work) {
    Future<?> begun = connection.query(SNAPSHOT).execute();
    Future<T> result = Futures.attempt(() -> work.apply(connection));
    Future<?> ended = connection.query("commit").execute();
    return Future.join(begun, result, ended).compose(all -> result).eventually(connection::close);
  }

  private <T> Future<T> transaction(Function<SqlConnection, Future<T>> work, int attempt) {
    return pool.getConnection()
        .compose(connection -> transaction(connection, work))
        .recover(
            error ->
                SqlErrors.isRetryable(error) && attempt < MAX_ATTEMPTS
                    ? transaction(work, attempt + 1)
                    : Future.failedFuture(error));
  }

  private static <T> Future<T> transaction(
      SqlConnection connection, Function<SqlConnection, Future<T>> work) {
    Future<T> done =
        connection
            .query("begin")
            .execute()
            .compose(begun -> work.apply(connection))
            .compose(result -> connection.query("commit").execute().map(result))
            .recover(
                error ->
                    connection
                        .query("rollback")
                        .execute()
                        .transform(rolledBack -> Future.failedFuture(error)));
    return done.eventually(connection::close);
  }

  private static <T> Future<T> limited(Duration limit, Future<T> future) {
    return future
        .timeout(limit.plusMillis(500).toMillis(), TimeUnit.MILLISECONDS)
        .recover(error -> Future.failedFuture(SqlErrors.fault(error)));
  }
}
