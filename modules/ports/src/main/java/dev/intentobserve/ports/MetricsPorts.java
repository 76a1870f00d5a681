package dev.intentobserve.ports;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The port of the metrics module. */
public interface MetricsPorts {
  /** Every metric computed from the record, with its series within budget. */
  Port<AllMetrics, List<Metric>> METRICS = Port.at("metrics.all");

  /** Cursor over the record: events up to it are counted. */
  String CURSOR = "metrics";

  /** Cursor over entity states: changes up to this revision are counted. */
  String ENTITY_STATES_CURSOR = "metrics.entity-states";

  /**
   * A request for every metric.
   *
   * @param scope null for the sums over all scopes, as monitoring sees them
   */
  record AllMetrics(@Nullable Scope scope) {
    /** Of all scopes together. */
    public AllMetrics() {
      this(null);
    }
  }
}
