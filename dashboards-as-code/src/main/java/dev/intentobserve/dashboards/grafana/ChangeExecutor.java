package dev.intentobserve.dashboards.grafana;

import java.util.List;

/** Plans carried out: first every difference is shown, then one after the other is written. */
final class ChangeExecutor {
  private final PushReport report;
  private final boolean dryRun;

  ChangeExecutor(PushReport report, boolean dryRun) {
    this.report = report;
    this.dryRun = dryRun;
  }

  /** Answers whether all went well. */
  boolean carryOut(List<PlannedChange> plans) throws GrafanaException {
    plans.forEach(report::difference);
    boolean well = true;
    for (PlannedChange plan : plans) {
      well &= carryOut(plan) != ChangeOutcome.FAILED;
    }
    if (dryRun) {
      report.remark("a dry run: nothing was written");
    }
    return well;
  }

  private ChangeOutcome carryOut(PlannedChange plan) throws GrafanaException {
    ChangeOutcome outcome = plan.outcome();
    String why = plan.remark();
    try {
      if (outcome.writes && !dryRun) {
        outcome = plan.write().write();
        why = outcome == plan.outcome() ? why : "changed by a hand while we pushed";
      }
    } catch (GrafanaException e) {
      if (e.kind() == GrafanaException.Kind.CONFIGURATION) {
        throw e;
      }
      outcome = ChangeOutcome.FAILED;
      why = e.text();
    }
    report.line(plan, outcome, why);
    return outcome;
  }
}
