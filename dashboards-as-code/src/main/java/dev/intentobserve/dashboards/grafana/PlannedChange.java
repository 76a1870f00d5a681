package dev.intentobserve.dashboards.grafana;

import java.util.List;

/**
 * A planned change of one resource.
 *
 * @param outcome expected after the write
 * @param difference from the current to the generated resource, in the unified format
 * @param remark the reason for the outcome; may be empty
 */
record PlannedChange(
    GrafanaResource resource,
    ChangeOutcome outcome,
    List<String> difference,
    String remark,
    Write write) {

  interface Write {
    /** Returns false when someone edited the resource meanwhile, so that it was not written. */
    boolean write() throws GrafanaException;
  }

  /**
   * A resource, before its change is planned.
   *
   * @param kind folder, dashboard, rule-group, rule, contact-point or policies
   * @param title shown to people
   */
  record GrafanaResource(String kind, String uid, String title) {
    PlannedChange plan(ChangeOutcome outcome, List<String> difference, Write write) {
      return new PlannedChange(this, outcome, difference, "", write);
    }

    PlannedChange delete(Write write) {
      return plan(ChangeOutcome.DELETED, List.of(), write);
    }

    PlannedChange plan(ChangeOutcome outcome, List<String> difference, String remark) {
      return new PlannedChange(this, outcome, difference, remark, () -> true);
    }

    PlannedChange unchanged(String remark) {
      return plan(ChangeOutcome.UNCHANGED, List.of(), remark);
    }

    PlannedChange kept(String why) {
      return plan(ChangeOutcome.KEPT, List.of(), why);
    }

    /** One that was pushed and is no longer generated. */
    PlannedChange leftOver(boolean force, Write delete) {
      return force
          ? delete(delete)
          : plan(ChangeOutcome.LEFT_OVER, List.of(), "no longer generated; FORCE=1 deletes it");
    }

    PlannedChange failed(String why) {
      return plan(ChangeOutcome.FAILED, List.of(), why);
    }

    /** A change of an alerting resource, which depends on how the current one was created. */
    PlannedChange replace(Provenance current, List<String> difference, String byHand, Write write) {
      return switch (current) {
        case FILE -> failed("that Grafana provisions it from a file");
        case HAND -> plan(ChangeOutcome.HAND_EDITED, difference, byHand);
        case API ->
            difference.isEmpty() ? unchanged("") : plan(ChangeOutcome.CHANGED, difference, write);
      };
    }
  }
}
