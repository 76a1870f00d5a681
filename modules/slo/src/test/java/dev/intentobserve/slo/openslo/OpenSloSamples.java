package dev.intentobserve.slo.openslo;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Files to break. */
final class OpenSloSamples {
  /** A sound SLO; the numbers are its lines. */
  static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: calls-verified
        labels:
          owner: payments
      spec:
        description: Calls are verified.
        service: calls
        indicator:
          spec:
            ratioMetric:
              counter: true
              good:
                metricSource:
                  type: intent-observe
                  spec: {over: events, type: contract.verified}
              total:
                metricSource:
                  type: intent-observe
                  spec: {over: events, type: contract.*}
        timeWindow:
          - {duration: 28d, isRolling: true}
        budgetingMethod: Occurrences
        objectives:
          - {target: 0.99}
      """;

  /** An SLO over lengths. */
  static final String LENGTH =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: runs}
      spec:
        service: runs
        indicator:
          spec:
            thresholdMetric:
              metricSource:
                type: intent-observe
                spec: {over: spans, kind: execution}
        timeWindow: [{duration: 28d, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{op: lte, value: 5m, target: 0.99}]
      """;

  private OpenSloSamples() {}

  static OpenSloResult read(String yaml) {
    return OpenSloParser.read("f.yaml", yaml.getBytes(UTF_8));
  }

  /** Replaces what must be there exactly once. */
  static String with(String yaml, String old, String changed) {
    int at = yaml.indexOf(old);
    if (at < 0 || yaml.indexOf(old, at + 1) >= 0) {
      throw new IllegalArgumentException("once: " + old);
    }
    return yaml.replace(old, changed);
  }
}
