package dev.intentobserve.metrics;

import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.TimingSliCounter;
import io.vertx.core.Deployable;
import java.time.InstantSource;

/** Entry point of the metrics module: folds the record into metrics. */
public final class Metrics {
  private Metrics() {}

  /**
   * Exactly one instance should run; the commits of a second one fail at the cursors.
   *
   * @param timings collected by this module, which tells it what to count
   */
  public static Deployable deployable(
      MetricsConfig config, InstantSource clock, Meters meters, TimingSliCounter timings) {
    return new MetricsVerticle(config, clock, meters, timings, true);
  }

  /** For processes that do not lead: answers from the store and folds nothing. */
  public static Deployable readOnly(MetricsConfig config, InstantSource clock, Meters meters) {
    return new MetricsVerticle(config, clock, meters, new TimingSliCounter(), false);
  }
}
