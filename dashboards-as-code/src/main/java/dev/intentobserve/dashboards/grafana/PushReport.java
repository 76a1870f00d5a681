package dev.intentobserve.dashboards.grafana;

import java.io.PrintStream;
import java.util.List;

/**
 * Carries out planned changes and says what happened: data to one stream, remarks to the other, the
 * token to neither.
 */
final class PushReport {
  private final GrafanaSettings settings;
  private final PrintStream out;
  private final PrintStream err;

  PushReport(GrafanaSettings settings, PrintStream out, PrintStream err) {
    this.settings = settings;
    this.out = out;
    this.err = err;
  }

  /**
   * Shows all differences, then writes one planned change after the other; returns whether none
   * failed.
   */
  boolean carryOut(List<PlannedChange> plans, boolean dryRun) throws GrafanaException {
    plans.forEach(plan -> plan.difference().forEach(line -> out.println(clean(line))));
    boolean well = true;
    for (PlannedChange plan : plans) {
      well &= carryOut(plan, dryRun) != ChangeOutcome.FAILED;
    }
    if (dryRun) {
      remark("a dry run: nothing was written");
    }
    return well;
  }

  private ChangeOutcome carryOut(PlannedChange plan, boolean dryRun) throws GrafanaException {
    ChangeOutcome outcome = plan.outcome();
    String why = plan.remark();
    try {
      if (outcome.writes && !dryRun && !plan.write().write()) {
        outcome = ChangeOutcome.HAND_EDITED;
        why = "edited by hand during the push";
      }
    } catch (GrafanaException e) {
      if (e.kind() == GrafanaException.Kind.CONFIGURATION) {
        throw e;
      }
      outcome = ChangeOutcome.FAILED;
      why = e.text();
    }
    var resource = plan.resource();
    out.println(
        clean(
            String.join("  ", outcome.word(), resource.kind(), resource.uid(), resource.title())));
    if (!why.isEmpty()) {
      remark(resource.kind() + " " + resource.uid() + ": " + why);
    }
    return outcome;
  }

  void remark(String text) {
    err.println(clean("dashboards: " + text));
  }

  /** Titles can be edited in Grafana, so control characters are removed for the terminal. */
  private String clean(String text) {
    return settings.redact(text).replaceAll("\\p{Cntrl}", "?");
  }
}
