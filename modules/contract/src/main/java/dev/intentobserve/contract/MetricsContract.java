package dev.intentobserve.contract;

import dev.intentobserve.event.Metric;
import java.util.List;

/** The door of the room that folds the record into metrics. */
public interface MetricsContract {
  /** Every metric computed from the record, with its series within budget, over all scopes. */
  Port<AllMetrics, List<Metric>> METRICS = Port.at("metrics.all");

  /** Cursor over the record: events up to it are counted. */
  String CURSOR = "metrics";

  /** Cursor over lives: changes up to this revision are counted. */
  String LIVES_CURSOR = "metrics.lives";

  record AllMetrics() {}
}
