package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.AEL;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.barGauge;
import static dev.intentobserve.dashboards.vocabulary.Panel.heatmap;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.TimeSeries.named;

import dev.intentobserve.dashboards.dashboards.explore.TracesDashboard;
import dev.intentobserve.dashboards.external.ExternalMetrics;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;

/** Workflows of AEL one by one: how long they take, which steps they run, where they fail. */
public final class AelWorkflowDashboard {
  static final String UID = "ael-workflow";

  private static final DashboardVariable WORKFLOW =
      new DashboardVariable.Labels(
          "workflow",
          "Workflow",
          TimeSeries.of(ExternalMetrics.AEL_WORKFLOWS),
          ExternalNames.LABEL_WORKFLOW);

  private AelWorkflowDashboard() {}

  public static Dashboard create() {
    return dashboard(UID, "AEL workflows")
        .description("The chosen workflows of AEL: how they end, how long they take, step by step.")
        .tags("ael", "workflows")
        .timeRange("now-24h", "30s")
        .variables(WORKFLOW)
        .row("How they end", statuses(), success(), rates())
        .row("How long they take", spread(), durations())
        .row("Step by step", steps(), table())
        .row("What went wrong", AelPanels.failures(logged()), traces());
  }

  /** The way to one of them. */
  static PanelLink one(String workflow) {
    return PanelLink.dashboard("This workflow", UID, WORKFLOW, workflow);
  }

  private static Panel statuses() {
    return AelPanels.byStatus(
            barGauge("Executions by status", DisplayUnit.COUNT)
                .description(
                    "Executions that ended within the time shown, by each of the four statuses."),
            workflows())
        .size(6, 8)
        .from(AEL.source(ExternalMetrics.AEL_WORKFLOWS));
  }

  private static Panel success() {
    return barGauge("Success rate by workflow", DisplayUnit.SHARE)
        .description(
            "Successes as a share of executions that ended, in any of the four statuses. A"
                + " workflow that did not run has no rate.")
        .size(6, 8)
        .query(
            named(ExternalNames.LABEL_WORKFLOW),
            AelPanels.success(workflows(), ExternalNames.LABEL_WORKFLOW))
        .thresholds(AelPanels.SHARE)
        .from(AEL.source(ExternalMetrics.AEL_WORKFLOWS))
        .valueLinksTo(one(PanelLink.label(ExternalNames.LABEL_WORKFLOW)));
  }

  private static Panel rates() {
    return AelPanels.ratesByStatus(
            timeSeries("Executions a second", DisplayUnit.PER_SECOND)
                .description("Executions that ended a second, by each of the four statuses."),
            workflows())
        .from(AEL.source(ExternalMetrics.AEL_WORKFLOWS));
  }

  private static Panel spread() {
    return heatmap("How durations spread", DisplayUnit.SECONDS)
        .description("How many executions took how long.")
        .query("{{le}}", durationsOf().buckets())
        .from(AEL.source(ExternalMetrics.AEL_WORKFLOW_TIME, TracesDashboard.all()));
  }

  private static Panel durations() {
    String workflow = ExternalNames.LABEL_WORKFLOW;
    return timeSeries("Duration, p95", DisplayUnit.SECONDS)
        .description("95 % of executions of a workflow took no longer than this.")
        .query(named(workflow), durationsOf().quantileWithin(0.95, TimeSeries.RATE, workflow))
        .from(AEL.source(ExternalMetrics.AEL_WORKFLOW_TIME, TracesDashboard.all()));
  }

  private static Panel steps() {
    return timeSeries("Steps a second", DisplayUnit.PER_SECOND)
        .description(
            "Steps that ended a second, by step and what it is: tool_call, code or workflow.")
        .query(
            named(ExternalNames.LABEL_STEP) + ", " + named(ExternalNames.LABEL_TYPE),
            stepsOf().rate(ExternalNames.LABEL_STEP, ExternalNames.LABEL_TYPE))
        .stacked()
        .from(AEL.source(ExternalMetrics.AEL_STEPS, TracesDashboard.all()));
  }

  private static Panel table() {
    return Panel.table("Steps")
        .description("How often each step ran within the time shown.")
        .size(12, 8)
        .query(
            "Executions",
            stepsOf()
                .growth(
                    ExternalNames.LABEL_WORKFLOW,
                    ExternalNames.LABEL_STEP,
                    ExternalNames.LABEL_TYPE),
            DisplayUnit.COUNT)
        .column(ExternalNames.LABEL_WORKFLOW, "Workflow")
        .column(ExternalNames.LABEL_STEP, "Step")
        .column(ExternalNames.LABEL_TYPE, "Type")
        .from(AEL.source(ExternalMetrics.AEL_STEPS, TracesDashboard.all()))
        .columnLinksTo("Workflow", one(PanelLink.VALUE));
  }

  private static Panel traces() {
    return AelPanels.traces(
        "Executions as traces",
        "One row an execution: its root span is the workflow, below it are its steps.",
        "(span.%s =~ \"%s\" || span.%s =~ \"%s\")"
            .formatted(
                ExternalNames.ATTR_AEL_WORKFLOW,
                WORKFLOW.reference(),
                ExternalNames.ATTR_PLOSTON_WORKFLOW,
                WORKFLOW.reference()));
  }

  private static TimeSeries workflows() {
    return TimeSeries.of(ExternalMetrics.AEL_WORKFLOWS)
        .filteredBy(ExternalNames.LABEL_WORKFLOW, WORKFLOW);
  }

  private static TimeSeries durationsOf() {
    return TimeSeries.of(ExternalMetrics.AEL_WORKFLOW_TIME)
        .filteredBy(ExternalNames.LABEL_WORKFLOW, WORKFLOW);
  }

  private static TimeSeries stepsOf() {
    return TimeSeries.of(ExternalMetrics.AEL_STEPS)
        .filteredBy(ExternalNames.LABEL_WORKFLOW, WORKFLOW);
  }

  private static LogLines logged() {
    return AEL.logLines().parsed().filteredBy(ExternalNames.ATTR_WORKFLOW_ID, WORKFLOW);
  }
}
