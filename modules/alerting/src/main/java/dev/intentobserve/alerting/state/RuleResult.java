package dev.intentobserve.alerting.state;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one rule found in one scope.
 *
 * @param labelFilter restricts the result to alerts with these labels; empty for all alerts of the
 *     rule and scope
 * @param complete whether an open alert that was not found again is over; false when data was
 *     missing
 * @param pending how long a condition must hold before its alert fires
 * @param keepFiring how long a condition must be false before its alert is resolved
 */
@RecordBuilder
public record RuleResult(
    Scope scope,
    String rule,
    SortedMap<String, String> labelFilter,
    List<Finding> findings,
    boolean complete,
    Duration pending,
    Duration keepFiring)
    implements RuleResultBuilder.With {
  public RuleResult {
    requireNonNull(scope, "scope");
    requireNonNull(rule, "rule");
    requireNonNull(pending, "pending");
    requireNonNull(keepFiring, "keepFiring");
    labelFilter = Collections.unmodifiableSortedMap(new TreeMap<>(labelFilter));
    findings = List.copyOf(findings);
  }

  /** The result of a rule whose alerts fire and are resolved without delay. */
  public static RuleResult of(Scope scope, String rule, List<Finding> findings) {
    return new RuleResult(
        scope, rule, new TreeMap<>(), findings, true, Duration.ZERO, Duration.ZERO);
  }

  /** The result of a rule whose data could not be loaded: its alerts stay as they are. */
  public static RuleResult unknown(Scope scope, String rule) {
    return of(scope, rule, List.of()).withComplete(false);
  }

  /** The same, about only those alerts of the rule that have this label. */
  public RuleResult withLabel(String label, String value) {
    return withLabelFilter(new TreeMap<>(Map.of(label, value)));
  }

  boolean covers(Scope alertScope, Alert alert) {
    return scope.equals(alertScope)
        && rule.equals(alert.rule())
        && alert.labels().entrySet().containsAll(labelFilter.entrySet());
  }
}
