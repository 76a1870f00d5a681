package dev.intentobserve.alerting;

import dev.intentobserve.alerting.slo.OpenSloObjectiveSource;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;

/** The key to the room that judges objectives and rules. */
public final class Alerting {
  private Alerting() {}

  /**
   * One instance judges for the whole house. It asks the cellar, the trace room and the metrics
   * room, so these open before it.
   */
  public static Deployable deployable(AlertingConfig config, InstantSource clock, Meters meters) {
    return new AlertingVerticle(config, clock, meters, new OpenSloObjectiveSource(), true);
  }

  /**
   * Answers the same questions, each from the figures as they stand when it is asked, and judges on
   * no tick: for a process beside the one that does.
   */
  public static Deployable readOnly(AlertingConfig config, InstantSource clock, Meters meters) {
    return new AlertingVerticle(config, clock, meters, new OpenSloObjectiveSource(), false);
  }
}
