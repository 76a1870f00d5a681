package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.AEL;
import static dev.intentobserve.dashboards.external.ExternalMetric.AEL_STEPS;
import static dev.intentobserve.dashboards.external.ExternalMetric.AEL_WORKFLOWS;
import static dev.intentobserve.dashboards.external.ExternalMetric.AEL_WORKFLOW_TIME;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_STEP;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_TYPE;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_WORKFLOW;
import static dev.intentobserve.dashboards.vocabulary.DisplayUnit.COUNT;
import static dev.intentobserve.dashboards.vocabulary.TimeSeries.named;

import dev.intentobserve.dashboards.dashboards.explore.TracesDashboard;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;

/** The workflows of AEL in detail: results, durations, steps and failures. */
public final class AelWorkflowDashboard {
  static final String UID = "ael-workflow";

  private static final DashboardVariable WORKFLOW =
      DashboardVariable.labels(
          "workflow", "Workflow", TimeSeries.of(AEL_WORKFLOWS), LABEL_WORKFLOW);

  private AelWorkflowDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard(UID, "AEL workflows")
        .description("The selected workflows of AEL: results, durations and steps.")
        .tags("ael", "workflows")
        .timeRange("now-24h", "30s")
        .variables(WORKFLOW)
        .row("Results", statuses(), success(), rates())
        .row("Duration", spread(), durations())
        .row("Steps", steps(), table())
        .row("Failures", AelPanels.failures(logLines()), traces());
  }

  static PanelLink linkTo(String workflow) {
    return PanelLink.dashboard("This workflow", UID, WORKFLOW, workflow);
  }

  private static Panel statuses() {
    return AelPanels.byStatus(
            Panel.barGauge("Executions by status", COUNT)
                .description(
                    "Executions that ended within the time shown, by each of the four statuses."),
            workflows())
        .size(6, 8)
        .from(AEL.source(AEL_WORKFLOWS));
  }

  private static Panel success() {
    return Panel.barGauge("Success rate by workflow", DisplayUnit.SHARE)
        .description(
            "Successes as a share of executions that ended, in any of the four statuses. A workflow"
                + " that did not run has no rate.")
        .size(6, 8)
        .query(AelPanels.success(workflows(), LABEL_WORKFLOW))
        .thresholds(AelPanels.SHARE)
        .from(AEL.source(AEL_WORKFLOWS))
        .valueLinksTo(linkTo(PanelLink.label(LABEL_WORKFLOW)));
  }

  private static Panel rates() {
    return AelPanels.ratesByStatus(
            Panel.timeSeries("Executions per second", DisplayUnit.PER_SECOND)
                .description("Executions that ended per second, by each of the four statuses."),
            workflows())
        .from(AEL.source(AEL_WORKFLOWS));
  }

  private static Panel spread() {
    return Panel.heatmap("Duration distribution", DisplayUnit.SECONDS)
        .description("Executions by how long they took.")
        .query(durationsOf().buckets())
        .from(AEL.source(AEL_WORKFLOW_TIME, TracesDashboard.link()));
  }

  private static Panel durations() {
    String workflow = LABEL_WORKFLOW;
    return Panel.timeSeries("Duration, p95", DisplayUnit.SECONDS)
        .description("95 % of executions of a workflow took no longer than this.")
        .query(durationsOf().quantileWithin(0.95, TimeSeries.RATE, workflow))
        .from(AEL.source(AEL_WORKFLOW_TIME, TracesDashboard.link()));
  }

  private static Panel steps() {
    return Panel.timeSeries("Steps per second", DisplayUnit.PER_SECOND)
        .description("Steps that ended per second, by step and type: tool_call, code or workflow.")
        .query(named(LABEL_STEP) + ", " + named(LABEL_TYPE), stepsOf().rate(LABEL_STEP, LABEL_TYPE))
        .stacked()
        .from(AEL.source(AEL_STEPS, TracesDashboard.link()));
  }

  private static Panel table() {
    return Panel.table("Steps")
        .description("How often each step ran within the time shown.")
        .size(12, 8)
        .query("Executions", stepsOf().growth(LABEL_WORKFLOW, LABEL_STEP, LABEL_TYPE), COUNT)
        .column(LABEL_WORKFLOW, "Workflow")
        .column(LABEL_STEP, "Step")
        .column(LABEL_TYPE, "Type")
        .from(AEL.source(AEL_STEPS, TracesDashboard.link()))
        .columnLinksTo("Workflow", linkTo(PanelLink.VALUE));
  }

  private static Panel traces() {
    return AelPanels.traces(
        "Executions as traces",
        "One row per execution: its root span is the workflow, below it are its steps.",
        "(span.%s =~ \"%s\" || span.%s =~ \"%s\")"
            .formatted(
                ExternalNames.ATTR_AEL_WORKFLOW,
                WORKFLOW.reference(),
                ExternalNames.ATTR_PLOSTON_WORKFLOW,
                WORKFLOW.reference()));
  }

  private static TimeSeries workflows() {
    return TimeSeries.of(AEL_WORKFLOWS).filteredBy(LABEL_WORKFLOW, WORKFLOW);
  }

  private static TimeSeries durationsOf() {
    return TimeSeries.of(AEL_WORKFLOW_TIME).filteredBy(LABEL_WORKFLOW, WORKFLOW);
  }

  private static TimeSeries stepsOf() {
    return TimeSeries.of(AEL_STEPS).filteredBy(LABEL_WORKFLOW, WORKFLOW);
  }

  private static LogLines logLines() {
    return AEL.logLines().parsed().filteredBy(ExternalNames.ATTR_WORKFLOW_ID, WORKFLOW);
  }
}
