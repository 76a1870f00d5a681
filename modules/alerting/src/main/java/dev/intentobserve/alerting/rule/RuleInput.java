package dev.intentobserve.alerting.rule;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.metric.SeriesTotal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tick already knows of a scope before its rules load their own data.
 *
 * @param series current metric values; null when they could not be loaded
 * @param open pending and firing alerts of the scope
 */
public record RuleInput(
    Scope scope, @Nullable List<SeriesTotal> series, List<Alert> open, Instant now) {
  public RuleInput {
    series = series == null ? null : List.copyOf(series);
    open = List.copyOf(open);
  }
}
