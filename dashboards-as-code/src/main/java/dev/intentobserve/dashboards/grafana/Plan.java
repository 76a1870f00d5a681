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
record Plan(
    String kind,
    String uid,
    String title,
    Outcome outcome,
    List<String> difference,
    String remark,
    Write write) {

  /** Writes to Grafana. */
  interface Write {
    Outcome write() throws Problem;
  }

  /** The name of a thing, before it is known what to do with it. */
  record Thing(String kind, String uid, String title) {
    Plan plan(Outcome outcome, List<String> difference, Write write) {
      return new Plan(kind, uid, title, outcome, difference, "", write);
    }

    /** Nothing to write. */
    Plan plan(Outcome outcome, List<String> difference, String remark) {
      return new Plan(kind, uid, title, outcome, difference, remark, () -> outcome);
    }

    Plan failed(String why) {
      return plan(Outcome.FAILED, List.of(), why);
    }
  }
}
