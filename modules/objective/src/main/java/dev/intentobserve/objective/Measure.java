package dev.intentobserve.objective;

import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Indicator.Limit;
import java.util.function.Function;

/** What an SLI says. The limit of a threshold comes later, from each objective that uses it. */
sealed interface Measure {
  /** Good and bad are told by the indicator itself. */
  record Ratio(Indicator indicator) implements Measure {}

  /**
   * Good is what keeps a limit.
   *
   * @param minutes whether a case is a minute
   */
  record Threshold(Function<Limit, Indicator> within, boolean minutes) implements Measure {}
}
