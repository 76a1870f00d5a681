package dev.intentobserve.contract;

import dev.intentobserve.event.Metric;
import dev.intentobserve.event.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door of the room that folds the record into metrics. */
public interface MetricsContract {
  /** Every metric computed from the record, with its series within budget. */
  Port<AllMetrics, List<Metric>> METRICS = Port.at("metrics.all");

  /** Cursor over the record: events up to it are counted. */
  String CURSOR = "metrics";

  /** Cursor over lives: changes up to this revision are counted. */
  String LIVES_CURSOR = "metrics.lives";

  /**
   * Asks for every metric.
   *
   * @param scope whose; null for the sums over all scopes, as machines that watch the house see it
   */
  record AllMetrics(@Nullable Scope scope) {
    /** Of all scopes together. */
    public AllMetrics() {
      this(null);
    }
  }
}
