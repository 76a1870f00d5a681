package dev.intentobserve.dashboards.grafana;

import java.util.List;

/**
 * A planned change of one resource.
 *
 * @param kind folder, dashboard, rule-group, rule, contact-point or policies
 * @param uid in Grafana
 * @param title shown to people
 * @param outcome expected after the write
 * @param difference from the current to the generated resource, in the unified format
 * @param remark the reason for the outcome; may be empty
 * @param write makes the change; returns the outcome
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

  /** A resource, before its change is planned. */
  record GrafanaResource(String kind, String uid, String title) {
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
