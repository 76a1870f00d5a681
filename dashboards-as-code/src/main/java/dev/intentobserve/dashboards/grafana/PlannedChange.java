package dev.intentobserve.dashboards.grafana;

import java.util.List;

/**
 * What is to be done with one thing.
 *
 * @param kind folder, dashboard, rule-group, rule, contact-point or policies
 * @param uid its name for Grafana
 * @param title its name for people
 * @param outcome what it will be once written
 * @param difference from what Grafana has to ours, in the unified format
 * @param remark why, where the outcome does not say it; else empty
 * @param write does it; answers what became of it
 */
record PlannedChange(
    String kind,
    String uid,
    String title,
    ChangeOutcome outcome,
    List<String> difference,
    String remark,
    Write write) {

  /** Writes to Grafana. */
  interface Write {
    ChangeOutcome write() throws GrafanaException;
  }

  /** The name of a thing, before it is known what to do with it. */
  record GrafanaObject(String kind, String uid, String title) {
    PlannedChange plan(ChangeOutcome outcome, List<String> difference, Write write) {
      return new PlannedChange(kind, uid, title, outcome, difference, "", write);
    }

    /** Nothing to write. */
    PlannedChange plan(ChangeOutcome outcome, List<String> difference, String remark) {
      return new PlannedChange(kind, uid, title, outcome, difference, remark, () -> outcome);
    }

    PlannedChange failed(String why) {
      return plan(ChangeOutcome.FAILED, List.of(), why);
    }
  }
}
