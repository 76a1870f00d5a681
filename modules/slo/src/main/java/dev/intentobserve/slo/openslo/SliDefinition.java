package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.Limit;
import java.util.function.Function;

/** A parsed SLI. The limit of a threshold comes later, from each objective that uses it. */
sealed interface SliDefinition {
  /** The indicator itself defines good and bad. */
  record Ratio(Indicator indicator) implements SliDefinition {}

  /**
   * Good is what keeps a limit.
   *
   * @param minutes whether a case is a minute
   */
  record Threshold(Function<Limit, Indicator> within, boolean minutes) implements SliDefinition {}
}
