package dev.intentobserve.alerting;

import dev.intentobserve.ports.Meters;
import dev.intentobserve.slo.openslo.ShippedObjectives;
import io.vertx.core.Deployable;
import java.time.InstantSource;

/** Entry point of the alerting module: evaluates objectives and rules. */
public final class Alerting {
  private Alerting() {}

  /**
   * Evaluates all scopes at each tick; exactly one instance may run. It asks store, trace and
   * metrics, so these must be deployed before it.
   */
  public static Deployable deployable(AlertingConfig config, InstantSource clock, Meters meters) {
    return new AlertingVerticle(config, clock, meters, ShippedObjectives.objectives(), true);
  }

  /**
   * For processes that do not lead: answers the same ports, evaluates objectives on demand, and
   * raises no alerts.
   */
  public static Deployable readOnly(AlertingConfig config, InstantSource clock, Meters meters) {
    return new AlertingVerticle(config, clock, meters, ShippedObjectives.objectives(), false);
  }
}
