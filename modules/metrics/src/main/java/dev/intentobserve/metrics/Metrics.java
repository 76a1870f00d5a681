package dev.intentobserve.metrics;

import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.TimingSliCounter;
import io.vertx.core.Deployable;
import java.time.InstantSource;

/** The key to the room that folds the record into figures. */
public final class Metrics {
  private Metrics() {}

  /**
   * One instance folds for the whole house; a second one waits behind the cursors.
   *
   * @param timings drained by this room, and told which objectives to count for
   */
  public static Deployable deployable(
      MetricsConfig config, InstantSource clock, Meters meters, TimingSliCounter timings) {
    return new MetricsVerticle(config, clock, meters, timings, true);
  }

  /**
   * Answers with the figures as they stand in the record when it is asked, and folds nothing: for a
   * process beside the one that does.
   */
  public static Deployable readOnly(MetricsConfig config, InstantSource clock, Meters meters) {
    return new MetricsVerticle(config, clock, meters, new TimingSliCounter(), false);
  }
}
