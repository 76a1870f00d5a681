package dev.intentobserve.store;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.event.Limits;
import java.time.Duration;

/**
 * Where the record is kept and what it may cost.
 *
 * @param user the owner of the tables
 * @param password never printed
 * @param poolSize connections for everything but appending, which has one of its own
 * @param appendBatch rows one transaction aims at; a single longer request still goes in one
 * @param appendDeadline an append is answered by then, stored or busy; in doubt asking again is
 *     safe
 * @param statementTimeout after which the database gives a statement up
 * @param connectTimeout how long one attempt to connect may take
 * @param queueBytes bodies that may wait for the appender; more are refused as busy
 * @param queueRequests requests that may wait for it
 * @param recentEvents how many of the latest events are kept in memory for those who read live
 * @param recentBytes how many bytes of bodies these may hold
 * @param limits by which stored bodies are read again
 */
public record StoreConfig(
    String host,
    int port,
    String database,
    String user,
    String password,
    int poolSize,
    int appendBatch,
    Duration appendDeadline,
    Duration statementTimeout,
    Duration connectTimeout,
    long queueBytes,
    int queueRequests,
    int recentEvents,
    long recentBytes,
    Limits limits) {

  public static final StoreConfig DEFAULT =
      new StoreConfig(
          "127.0.0.1",
          5432,
          "postgres",
          "postgres",
          "",
          4,
          2000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          64L << 20,
          10_000,
          20_000,
          64L << 20,
          Limits.DEFAULT);

  public StoreConfig {
    requireNonNull(host, "host");
    requireNonNull(database, "database");
    requireNonNull(user, "user");
    requireNonNull(password, "password");
    requireNonNull(limits, "limits");
    requirePositive(port, "port");
    requirePositive(poolSize, "pool_size");
    requirePositive(appendBatch, "append_batch");
    requirePositive(appendDeadline.toMillis(), "append_deadline");
    requirePositive(statementTimeout.toMillis(), "statement_timeout");
    requirePositive(connectTimeout.toMillis(), "connect_timeout");
    requirePositive(queueBytes, "queue_bytes");
    requirePositive(queueRequests, "queue_requests");
    requirePositive(recentEvents, "recent_events");
    requirePositive(recentBytes, "recent_bytes");
  }

  /** The same at another database. */
  public StoreConfig at(String host, int port, String database, String user, String password) {
    return new StoreConfig(
        host,
        port,
        database,
        user,
        password,
        poolSize,
        appendBatch,
        appendDeadline,
        statementTimeout,
        connectTimeout,
        queueBytes,
        queueRequests,
        recentEvents,
        recentBytes,
        limits);
  }

  /** The same with other patience. */
  public StoreConfig within(Duration append, Duration statement) {
    return new StoreConfig(
        host,
        port,
        database,
        user,
        password,
        poolSize,
        appendBatch,
        append,
        statement,
        connectTimeout,
        queueBytes,
        queueRequests,
        recentEvents,
        recentBytes,
        limits);
  }

  /** The same with another bound on what may wait for the appender. */
  public StoreConfig queueing(long bytes, int requests) {
    return new StoreConfig(
        host,
        port,
        database,
        user,
        password,
        poolSize,
        appendBatch,
        appendDeadline,
        statementTimeout,
        connectTimeout,
        bytes,
        requests,
        recentEvents,
        recentBytes,
        limits);
  }

  @Override
  public String toString() {
    return "StoreConfig[" + user + "@" + host + ":" + port + "/" + database + "]";
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("store." + name + " must be positive, not " + value);
    }
  }
}
