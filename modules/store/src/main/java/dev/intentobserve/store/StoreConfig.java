package dev.intentobserve.store;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.event.InputLimits;
import java.time.Duration;
import java.util.Set;

/**
 * Where the record is kept and what it may cost.
 *
 * @param poolSize connections for everything but appending, which has one of its own
 * @param statementTimeout after which the database gives a statement up
 * @param connectTimeout how long one attempt to connect may take
 * @param scanLimit what one question for a list looks at, for what no index answers
 * @param limits by which stored bodies are read again
 */
public record StoreConfig(
    Address address,
    int poolSize,
    Duration statementTimeout,
    Duration connectTimeout,
    Appending appending,
    Recent recent,
    ScanLimit scanLimit,
    InputLimits limits) {

  public static final StoreConfig DEFAULT =
      new StoreConfig(
          new Address("127.0.0.1", 5432, "postgres", "postgres", ""),
          4,
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          new Appending(2000, Duration.ofSeconds(5), 64L << 20, 10_000, Set.of()),
          new Recent(20_000, 64L << 20),
          new ScanLimit(20_000, 32L << 20),
          InputLimits.DEFAULT);

  /**
   * Of the database.
   *
   * @param user the owner of the tables
   * @param password never printed
   */
  public record Address(String host, int port, String database, String user, String password) {
    public Address {
      requireNonNull(host, "host");
      requireNonNull(database, "database");
      requireNonNull(user, "user");
      requireNonNull(password, "password");
      requirePositive(port, "port");
    }

    @Override
    public String toString() {
      return user + "@" + host + ":" + port + "/" + database;
    }
  }

  /**
   * How events are appended.
   *
   * @param batch rows one transaction aims at; a single longer request still goes in one
   * @param deadline an append is answered by then, stored or busy; in doubt asking again is safe
   * @param queueBytes bodies of one tenant that may wait for the appender while the others send
   *     nothing; more are refused as busy
   * @param queueRequests requests that may wait for it, likewise
   * @param tenants who is guaranteed a share of the queue
   */
  public record Appending(
      int batch, Duration deadline, long queueBytes, int queueRequests, Set<String> tenants) {
    public Appending {
      tenants = Set.copyOf(tenants);
      requirePositive(batch, "append_batch");
      requirePositive(deadline.toMillis(), "append_deadline");
      requirePositive(queueBytes, "queue_bytes");
      requirePositive(queueRequests, "queue_requests");
    }
  }

  /**
   * The latest events, kept in memory for those who read live.
   *
   * @param events how many
   * @param bytes how many bytes of bodies these may hold
   */
  public record Recent(int events, long bytes) {
    public Recent {
      requirePositive(events, "recent_events");
      requirePositive(bytes, "recent_bytes");
    }
  }

  /**
   * A part of a list that is looked at row by row; a question then leads on to the rest.
   *
   * @param rows the most
   * @param bytes about the most of bodies; one event is always looked at
   */
  public record ScanLimit(int rows, long bytes) {
    public ScanLimit {
      requirePositive(rows, "stretch_rows");
      requirePositive(bytes, "stretch_bytes");
    }
  }

  public StoreConfig {
    requireNonNull(address, "address");
    requireNonNull(appending, "appending");
    requireNonNull(recent, "recent");
    requireNonNull(scanLimit, "stretch");
    requireNonNull(limits, "limits");
    requirePositive(poolSize, "pool_size");
    requirePositive(statementTimeout.toMillis(), "statement_timeout");
    requirePositive(connectTimeout.toMillis(), "connect_timeout");
  }

  /** The same at another database. */
  public StoreConfig at(String host, int port, String database, String user, String password) {
    return new StoreConfig(
        new Address(host, port, database, user, password),
        poolSize,
        statementTimeout,
        connectTimeout,
        appending,
        recent,
        scanLimit,
        limits);
  }

  /** The same, looking at so much at once. */
  public StoreConfig withScanLimit(int rows, long bytes) {
    return new StoreConfig(
        address,
        poolSize,
        statementTimeout,
        connectTimeout,
        appending,
        recent,
        new ScanLimit(rows, bytes),
        limits);
  }

  @Override
  public String toString() {
    return "StoreConfig[" + address + "]";
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("store." + name + " must be positive, not " + value);
    }
  }
}
