package dev.intentobserve.dashboards.grafana;

import java.io.PrintStream;

/** The output: data to one stream, remarks to the other, the token to neither. */
final class PushReport {
  private final GrafanaSettings settings;
  private final PrintStream out;
  private final PrintStream err;

  PushReport(GrafanaSettings settings, PrintStream out, PrintStream err) {
    this.settings = settings;
    this.out = out;
    this.err = err;
  }

  void difference(PlannedChange plan) {
    plan.difference().forEach(line -> out.println(clean(line)));
  }

  void line(PlannedChange plan, ChangeOutcome outcome, String why) {
    out.println(clean(String.join("  ", outcome.word(), plan.kind(), plan.uid(), plan.title())));
    if (!why.isEmpty()) {
      remark(plan.kind() + " " + plan.uid() + ": " + why);
    }
  }

  void remark(String text) {
    err.println(clean("dashboards: " + text));
  }

  /** Titles can be edited in Grafana, so control characters are removed for the terminal. */
  private String clean(String text) {
    return settings.redact(text).replaceAll("\\p{Cntrl}", "?");
  }
}
