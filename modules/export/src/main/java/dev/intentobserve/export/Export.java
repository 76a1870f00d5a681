package dev.intentobserve.export;

import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The key to the room that ships spans, log records and figures. */
public final class Export {
  private Export() {}

  /**
   * Deploy once: traces and logs have one cursor each. Ships nothing, and says so, where the
   * configuration names no endpoint.
   *
   * @param clock reads a receiver's dates and measures how long it was down
   */
  public static Deployable deployable(ExportConfig config, InstantSource clock, Meters meters) {
    return new ExportVerticle(
        config,
        clock,
        meters,
        RandomGenerator.getDefault(),
        (vertx, pause) -> vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS).mapEmpty());
  }
}
