package dev.intentobserve.store.sql;

import dev.intentobserve.store.StoreConfig;
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
 * The pool for everything but appending. Every question has an end: a limit of the statement in the
 * database, one of the answer here, and one of the silence on the socket, after which it is closed.
 */
public final class DatabasePool {
  /** Questions that may wait for a connection; more are busy at once. */
  private static final int MAX_WAITING = 256;

  /** For the few questions that may have to look at a hundred thousand entities. */
  static final Duration LONG_TIMEOUT = Duration.ofSeconds(20);

  /** After which a socket is closed, whatever it was waiting for. */
  private static final Duration IDLE_TIMEOUT = LONG_TIMEOUT.plusSeconds(5);

  private static final String SNAPSHOT =
      "begin isolation level repeatable read read only; set local statement_timeout = "
          + LONG_TIMEOUT.toMillis();

  /**
   * What a walk up or down finds is overestimated by far: a look for each is cheaper than reading
   * the other table from end to end, which these two begin with. Nowhere else: where two large sets
   * meet, these two are what keeps the cost from growing with their product.
   */
  private static final String WALK =
      SNAPSHOT + "; set local enable_hashjoin = off; set local enable_mergejoin = off";

  private static final int MAX_ATTEMPTS = 3;
  private static final int PIPELINE = 64;
  private static final int MAX_CACHED_SQL = 16_384;

  private final StoreConfig config;
  private final Pool pool;

  public DatabasePool(Vertx vertx, StoreConfig config) {
    this.config = config;
    PgConnectOptions options =
        options(config)
            .addProperty("application_name", "intent-observe")
            // Filters are optional parameters; only a plan for their values is a good one.
            .addProperty("plan_cache_mode", "force_custom_plan")
            // A table of few rows may hold long lists; what a scan of them costs is not estimated.
            .addProperty("enable_seqscan", "off");
    this.pool = pool(vertx, config, options);
  }

  public static PgConnectOptions options(StoreConfig config) {
    String statement = Long.toString(config.statementTimeout().toMillis());
    String idle = Long.toString(LONG_TIMEOUT.toMillis());
    return new PgConnectOptions()
        .setHost(config.address().host())
        .setPort(config.address().port())
        .setDatabase(config.address().database())
        .setUser(config.address().user())
        .setPassword(config.address().password())
        .setPipeliningLimit(PIPELINE)
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheSqlLimit(MAX_CACHED_SQL)
        .addProperty("statement_timeout", statement)
        .addProperty("lock_timeout", statement)
        .addProperty("idle_in_transaction_session_timeout", idle)
        .addProperty("tcp_keepalives_idle", "15")
        .addProperty("tcp_keepalives_interval", "5")
        .addProperty("tcp_keepalives_count", "3")
        .addProperty("TimeZone", "UTC");
  }

  private static Pool pool(Vertx vertx, StoreConfig config, PgConnectOptions options) {
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

  /** One statement in a transaction of its own. */
  public Future<RowSet<Row>> query(String sql, Tuple arguments) {
    return limited(config.statementTimeout(), pool.preparedQuery(sql).execute(arguments));
  }

  /** Several statements, all or none. Tried again when it collided with another one. */
  public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
    return limited(config.statementTimeout().multipliedBy(2), transaction("begin", work, 1));
  }

  /** As {@link #transaction}, with more patience than usual for many small statements. */
  public <T> Future<T> longTransaction(Function<SqlConnection, Future<T>> work) {
    return limited(LONG_TIMEOUT, transaction("begin", work, 1));
  }

  /** Several questions to one state of the database, with more patience than usual. */
  public <T> Future<T> snapshot(Function<SqlConnection, Future<T>> work) {
    return limited(LONG_TIMEOUT, transaction(SNAPSHOT, work, 1));
  }

  /**
   * A {@link #snapshot} for the statements of {@code EntityGraphSql}, under their planner's rules.
   */
  public <T> Future<T> walk(Function<SqlConnection, Future<T>> work) {
    return limited(LONG_TIMEOUT, transaction(WALK, work, 1));
  }

  public Future<Void> close() {
    return pool.close();
  }

  private <T> Future<T> transaction(
      String begin, Function<SqlConnection, Future<T>> work, int attempt) {
    return pool.getConnection()
        .compose(connection -> transaction(connection, begin, work))
        .recover(
            error ->
                SqlErrors.tryAgain(error) && attempt < MAX_ATTEMPTS
                    ? transaction(begin, work, attempt + 1)
                    : Future.failedFuture(error));
  }

  private static <T> Future<T> transaction(
      SqlConnection connection, String begin, Function<SqlConnection, Future<T>> work) {
    Future<T> done =
        connection
            .query(begin)
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
