package dev.intentobserve.store;

import static dev.intentobserve.store.sql.DatabaseConfig.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.store.record.AppendConfig;
import dev.intentobserve.store.sql.DatabaseConfig;
import dev.intentobserve.store.sql.ScanLimit;

/**
 * Where the record is and how much it may use.
 *
 * @param scanLimit of one search
 * @param limits under which stored bodies are parsed again
 */
public record StoreConfig(
    DatabaseConfig database,
    AppendConfig appending,
    Recent recent,
    ScanLimit scanLimit,
    InputLimits limits) {

  public static final StoreConfig DEFAULT =
      new StoreConfig(
          DatabaseConfig.DEFAULT,
          AppendConfig.DEFAULT,
          new Recent(20_000, 64L << 20),
          new ScanLimit(20_000, 32L << 20),
          InputLimits.DEFAULT);

  /**
   * The latest events, kept in memory for readers that follow the record.
   *
   * @param events how many
   * @param bytes of their bodies together
   */
  public record Recent(int events, long bytes) {
    public Recent {
      requirePositive(events, "recent_events");
      requirePositive(bytes, "recent_bytes");
    }
  }

  public StoreConfig {
    requireNonNull(database, "database");
    requireNonNull(appending, "appending");
    requireNonNull(recent, "recent");
    requireNonNull(scanLimit, "scanLimit");
    requireNonNull(limits, "limits");
  }

  /** The same for another database. */
  public StoreConfig at(String host, int port, String database, String user, String password) {
    return withDatabase(this.database.at(host, port, database, user, password));
  }

  public StoreConfig withDatabase(DatabaseConfig other) {
    return new StoreConfig(other, appending, recent, scanLimit, limits);
  }

  public StoreConfig withAppending(AppendConfig other) {
    return new StoreConfig(database, other, recent, scanLimit, limits);
  }

  public StoreConfig withScanLimit(int rows, long bytes) {
    return new StoreConfig(database, appending, recent, new ScanLimit(rows, bytes), limits);
  }

  public StoreConfig withLimits(InputLimits other) {
    return new StoreConfig(database, appending, recent, scanLimit, other);
  }

  @Override
  public String toString() {
    return "StoreConfig[" + database + "]";
  }
}
