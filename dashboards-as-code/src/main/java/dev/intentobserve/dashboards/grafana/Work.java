package dev.intentobserve.dashboards.grafana;

import java.util.List;

/** Plans carried out: first every difference is shown, then one after the other is written. */
final class Work {
  private final Report report;
  private final boolean dryRun;

  Work(Report report, boolean dryRun) {
    this.report = report;
    this.dryRun = dryRun;
  }

  /** Answers whether all went well. */
  boolean carryOut(List<Plan> plans) throws Problem {
    plans.forEach(report::difference);
    boolean well = true;
    for (Plan plan : plans) {
      well &= carryOut(plan) != Outcome.FAILED;
    }
    if (dryRun) {
      report.remark("a dry run: nothing was written");
    }
    return well;
  }

  private Outcome carryOut(Plan plan) throws Problem {
    Outcome outcome = plan.outcome();
    String why = plan.remark();
    try {
      if (outcome.writes && !dryRun) {
        outcome = plan.write().write();
        why = outcome == plan.outcome() ? why : "changed by a hand while we pushed";
      }
    } catch (Problem e) {
      if (e.kind() == Problem.Kind.CONFIGURATION) {
        throw e;
      }
      outcome = Outcome.FAILED;
      why = e.text();
    }
    report.line(plan, outcome, why);
    return outcome;
  }
}
