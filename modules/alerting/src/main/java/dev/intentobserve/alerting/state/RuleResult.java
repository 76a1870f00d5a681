package dev.intentobserve.alerting.state;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one rule says of one scope, or of a part of it.
 *
 * @param part labels and values of the alerts it speaks of; empty for all of its rule and scope
 * @param complete whether what was not found is over; figures that could not be had say nothing
 * @param pending how long a condition must hold before its alert fires
 * @param keepFiring how long a condition must be over before its alert is
 */
public record RuleResult(
    Scope scope,
    String rule,
    SortedMap<String, String> part,
    List<Finding> findings,
    boolean complete,
    Duration pending,
    Duration keepFiring) {
  public RuleResult {
    requireNonNull(scope, "scope");
    requireNonNull(rule, "rule");
    requireNonNull(pending, "pending");
    requireNonNull(keepFiring, "keepFiring");
    part = Collections.unmodifiableSortedMap(new TreeMap<>(part));
    findings = List.copyOf(findings);
  }

  /** Of a rule whose alerts fire and are over at once. */
  public static RuleResult of(Scope scope, String rule, List<Finding> findings) {
    return new RuleResult(
        scope, rule, new TreeMap<>(), findings, true, Duration.ZERO, Duration.ZERO);
  }

  /** Of a rule whose figures could not be had: its alerts stay as they are. */
  public static RuleResult unknown(Scope scope, String rule) {
    return of(scope, rule, List.of()).incomplete();
  }

  public RuleResult incomplete() {
    return new RuleResult(scope, rule, part, findings, false, pending, keepFiring);
  }

  /** Of those of its alerts alone that bear a label. */
  public RuleResult about(String label, String value) {
    return new RuleResult(
        scope, rule, new TreeMap<>(Map.of(label, value)), findings, complete, pending, keepFiring);
  }

  public RuleResult pending(Duration duration) {
    return new RuleResult(scope, rule, part, findings, complete, duration, keepFiring);
  }

  public RuleResult keepFiring(Duration duration) {
    return new RuleResult(scope, rule, part, findings, complete, pending, duration);
  }

  boolean covers(Scope theirs, Alert alert) {
    return scope.equals(theirs)
        && rule.equals(alert.rule())
        && alert.labels().entrySet().containsAll(part.entrySet());
  }
}
