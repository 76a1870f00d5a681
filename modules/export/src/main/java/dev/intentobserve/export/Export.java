package dev.intentobserve.export;

import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Exports spans, log records and metrics over OTLP. */
public final class Export {
  private Export() {}

  /**
   * To be deployed once, because traces and logs have one cursor each. Without an endpoint in the
   * configuration nothing is exported, and the log says so.
   *
   * @param clock for dates in answers and for the length of outages
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
