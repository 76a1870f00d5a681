package dev.intentobserve.app;

/** Objectives about the contracts of one lane each, as a file. */
final class StageObjectives {
  private static final String LANE =
      """
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: %1$s, annotations: {intent-observe/min-events: %4$d}}
      spec:
        service: lanes
        indicator:
          spec:
            ratioMetric:
              counter: true
              good:
                metricSource:
                  type: intent-observe
                  spec: {over: events, type: contract.verified, where: {lane: %1$s}}
              total:
                metricSource:
                  type: intent-observe
                  spec: {over: events, type: contract.*, where: {lane: %1$s}}
        timeWindow: [{duration: %2$s, isRolling: true}]
        budgetingMethod: Occurrences
        objectives: [{target: %3$s}]
      """;

  /** Burns from exactly 21 failures of 100 cases on. */
  private static final String EDGE_POLICY =
      """
        alertPolicies:
          - kind: AlertPolicy
            metadata: {name: edge}
            spec:
              conditions:
                - kind: AlertCondition
                  metadata: {name: edge}
                  spec:
                    severity: ticket
                    condition:
                      {kind: burnrate, op: gte, threshold: 3, lookbackWindow: 5h, alertAfter: 100m}
      """;

  private StageObjectives() {}

  /**
   * Short and long windows, a target that allows nothing, one with an edge of its own, and one for
   * what comes late.
   */
  static String yaml() {
    return LANE.formatted("day", "1d", "0.9", 10)
        + LANE.formatted("month", "30d", "0.99", 50)
        + LANE.formatted("never", "7d", "1", 1)
        + LANE.formatted("late", "7d", "0.95", 1)
        + LANE.formatted("edge", "1d", "0.93", 1)
        + EDGE_POLICY;
  }
}
