package dev.intentobserve.store;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entry point of the module. */
public final class Store {
  /**
   * The key under which the identities of redacted events were computed.
   *
   * @param checkValue detects another key; not the key itself
   * @param storedKey the key itself if no file holds it; never printed
   */
  public record InstallationKey(String checkValue, @Nullable String storedKey) {
    public InstallationKey {
      requireNonNull(checkValue, "checkValue");
    }

    @Override
    public String toString() {
      return "InstallationKey[" + checkValue + "]";
    }
  }

  private Store() {}

  /**
   * The verticle that answers every port of the store; one instance for each process. It starts
   * even if the database is down, and answers BUSY until the database is up.
   */
  public static Deployable deployable(StoreConfig config, InstantSource clock, Meters meters) {
    return new StoreVerticle(config, clock, meters);
  }

  /**
   * Brings the schema up to date. Blocking; to be called before deploying, never on an event loop.
   * Safe for several processes at once and after a crash in the middle.
   *
   * @throws IllegalStateException if the schema was made by a newer program, is broken, or if
   *     PostgreSQL is too old; the message says what to do
   */
  public static void migrate(StoreConfig config) {
    SchemaMigration.run(config.database());
  }

  /** The key of this record; empty until one is claimed. Blocking, after {@link #migrate}. */
  public static Optional<InstallationKey> installationKey(StoreConfig config) {
    return InstallationKeySql.find(config.database());
  }

  /**
   * Binds the record to a key, once and permanently. Blocking, after {@link #migrate}.
   *
   * @return the key of the record: another one if another process was faster
   */
  public static InstallationKey claim(StoreConfig config, InstallationKey key) {
    return InstallationKeySql.claim(config.database(), key);
  }

  /** Deletes the key itself from the database when a file holds it. Blocking. */
  public static void forgetStoredKey(StoreConfig config) {
    InstallationKeySql.forget(config.database());
  }
}
