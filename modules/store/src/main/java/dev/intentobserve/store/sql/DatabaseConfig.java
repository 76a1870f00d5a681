package dev.intentobserve.store.sql;

import static java.util.Objects.requireNonNull;

import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;

/**
 * Where the database is and how it is used.
 *
 * @param user the owner of the tables
 * @param password never printed
 * @param poolSize connections, apart from the one that appends and the one that holds leadership
 * @param statementTimeout after this time the database cancels a statement
 * @param connectTimeout of one attempt to connect
 */
public record DatabaseConfig(
    String host,
    int port,
    String database,
    String user,
    String password,
    int poolSize,
    Duration statementTimeout,
    Duration connectTimeout) {

  public static final DatabaseConfig DEFAULT =
      new DatabaseConfig(
          "127.0.0.1",
          5432,
          "postgres",
          "postgres",
          "",
          4,
          Duration.ofSeconds(5),
          Duration.ofSeconds(2));

  private static final int PIPELINE = 64;
  private static final int MAX_CACHED_SQL = 16_384;

  public DatabaseConfig {
    requireNonNull(host, "host");
    requireNonNull(database, "database");
    requireNonNull(user, "user");
    requireNonNull(password, "password");
    requirePositive(port, "port");
    requirePositive(poolSize, "pool_size");
    requirePositive(statementTimeout.toMillis(), "statement_timeout");
    requirePositive(connectTimeout.toMillis(), "connect_timeout");
  }

  /** The same limits for another database. */
  public DatabaseConfig at(String host, int port, String database, String user, String password) {
    return new DatabaseConfig(
        host, port, database, user, password, poolSize, statementTimeout, connectTimeout);
  }

  public DatabaseConfig withPoolSize(int size) {
    return new DatabaseConfig(
        host, port, database, user, password, size, statementTimeout, connectTimeout);
  }

  public DatabaseConfig withStatementTimeout(Duration timeout) {
    return new DatabaseConfig(
        host, port, database, user, password, poolSize, timeout, connectTimeout);
  }

  /**
   * Options of one connection.
   *
   * @param application as {@code pg_stat_activity} shows it
   */
  public PgConnectOptions connectOptions(String application) {
    String statement = Long.toString(statementTimeout.toMillis());
    return new PgConnectOptions()
        .setHost(host)
        .setPort(port)
        .setDatabase(database)
        .setUser(user)
        .setPassword(password)
        .setPipeliningLimit(PIPELINE)
        .setCachePreparedStatements(true)
        .setPreparedStatementCacheSqlLimit(MAX_CACHED_SQL)
        .addProperty("application_name", application)
        .addProperty("statement_timeout", statement)
        .addProperty("lock_timeout", statement)
        .addProperty(
            "idle_in_transaction_session_timeout",
            Long.toString(DatabasePool.LONG_TIMEOUT.toMillis()))
        .addProperty("tcp_keepalives_idle", "15")
        .addProperty("tcp_keepalives_interval", "5")
        .addProperty("tcp_keepalives_count", "3")
        .addProperty("TimeZone", "UTC");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }

  /** Fails with the name of the configuration key {@code store.name}. */
  public static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("store." + name + " must be positive, not " + value);
    }
  }
}
