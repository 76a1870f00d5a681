package dev.intentobserve.store;

import static dev.intentobserve.store.sql.DatabaseConfig.requirePositive;
import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.store.record.AppendConfig;
import dev.intentobserve.store.sql.DatabaseConfig;
import dev.intentobserve.store.sql.ScanLimit;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Where the record is and how much it may use.
 *
 * @param scanLimit of one search
 * @param limits under which stored bodies are parsed again
 */
@RecordBuilder
public record StoreConfig(
    DatabaseConfig database,
    AppendConfig appending,
    Recent recent,
    ScanLimit scanLimit,
    InputLimits limits)
    implements StoreConfigBuilder.With {

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

  @Override
  public String toString() {
    return "StoreConfig[" + database + "]";
  }
}
