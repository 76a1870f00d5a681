package dev.intentobserve.store;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key to the cellar. */
public final class Store {
  /**
   * Under which key the identities of the record's redacted events were made.
   *
   * @param checkValue by which the key is known again; not the key
   * @param kept the key itself where no file holds it; never printed
   */
  public record InstallationKey(String checkValue, @Nullable String kept) {
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
   * The room that answers every port of {@code StoreContract}. One instance; starts whether or not
   * the database is there, and answers BUSY until it is.
   */
  public static Deployable deployable(StoreConfig config, InstantSource clock, Meters meters) {
    return new StoreVerticle(config, clock, meters);
  }

  /**
   * Brings the schema up to what this program knows. Blocking; to be called before deploying, never
   * on an event loop. Safe to call from several processes at once and after a crash in its middle.
   *
   * @throws IllegalStateException when the database is of a newer or a broken schema, or too old a
   *     PostgreSQL; the message says what to do
   */
  public static void migrate(StoreConfig config) {
    SchemaMigration.run(config);
  }

  /** Which key this record belongs to; empty until one is claimed. Blocking, after migrating. */
  public static Optional<InstallationKey> installationKey(StoreConfig config) {
    return InstallationKeySql.find(config);
  }

  /**
   * Binds the record to a key, once and for good. Blocking, after migrating.
   *
   * @return what stands: another process may have been faster
   */
  public static InstallationKey claim(StoreConfig config, InstallationKey key) {
    return InstallationKeySql.claim(config, key);
  }

  /** Takes the key itself out of the record, now that a file holds it. Blocking. */
  public static void forgetKeptKey(StoreConfig config) {
    InstallationKeySql.forget(config);
  }
}
