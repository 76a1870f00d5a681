package dev.intentobserve.dashboards.alerting;

import java.util.Locale;

/** How urgent an alert is, in the words the built-in evaluator has, too. */
public enum RuleSeverity {
  INFO,
  WARNING,
  CRITICAL;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
