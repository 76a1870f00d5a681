package dev.intentobserve.store;

import dev.intentobserve.contract.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;

/** The key to the cellar. */
public final class Store {
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
    Migration.run(config);
  }
}
