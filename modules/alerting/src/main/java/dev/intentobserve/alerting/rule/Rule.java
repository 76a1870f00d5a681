package dev.intentobserve.alerting.rule;

import dev.intentobserve.alerting.state.Finding;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.slo.BuiltInAlert;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A built-in alert rule, evaluated for each scope at each tick. {@link RuleEvaluator#builtIn} lists
 * them.
 *
 * @param <D> the data that the rule decides on
 */
interface Rule<D> {
  /** The name and severity of its alerts. */
  BuiltInAlert alert();

  /** Loads the data of one scope. When it fails, the rule's alerts stay as they are. */
  Future<D> load(RuleInput input, RuleQueries queries);

  /** Decides. A pure function: the same data and time give the same findings. */
  List<Finding> evaluate(D data, Instant now);

  /** Whether the data is all there is. If not, alerts that were not found again stay open. */
  default boolean complete(D data) {
    return true;
  }

  /** How long a condition must hold before its alert fires. */
  default Duration pending() {
    return Duration.ZERO;
  }

  /** How long a condition must be false before its alert is resolved. */
  default Duration keepFiring() {
    return Duration.ZERO;
  }

  /** Values to store, so that later evaluations can compare with them. */
  default List<GaugePoint> gauges(D data, Instant now) {
    return List.of();
  }
}
