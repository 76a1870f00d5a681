package dev.intentobserve.dashboards.grafana;

import java.util.List;

/** Shows all differences, then writes one planned change after the other. */
final class ChangeExecutor {
  private final PushReport report;
  private final boolean dryRun;

  ChangeExecutor(PushReport report, boolean dryRun) {
    this.report = report;
    this.dryRun = dryRun;
  }

  /** Returns whether no change failed. */
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
        why = outcome == plan.outcome() ? why : "edited by hand during the push";
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
