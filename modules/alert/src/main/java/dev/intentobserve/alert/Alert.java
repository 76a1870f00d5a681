package dev.intentobserve.alert;

import dev.intentobserve.contract.Meters;
import io.vertx.core.Deployable;
import java.time.InstantSource;

/** The key to the room that judges objectives and rules. */
public final class Alert {
  private Alert() {}

  /**
   * One instance judges for the whole house. It asks the cellar, the trace room and the metrics
   * room, so these open before it.
   */
  public static Deployable deployable(AlertConfig config, InstantSource clock, Meters meters) {
    return new AlertVerticle(config, clock, meters, new OpenSloObjectives(), true);
  }

  /**
   * Answers the same questions, each from the figures as they stand when it is asked, and judges on
   * no tick: for a process beside the one that does.
   */
  public static Deployable desk(AlertConfig config, InstantSource clock, Meters meters) {
    return new AlertVerticle(config, clock, meters, new OpenSloObjectives(), false);
  }
}
