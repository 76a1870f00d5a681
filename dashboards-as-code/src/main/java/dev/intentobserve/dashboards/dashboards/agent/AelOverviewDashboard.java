package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.AEL;
import static dev.intentobserve.dashboards.external.ExternalMetric.AEL_ERRORS;
import static dev.intentobserve.dashboards.external.ExternalMetric.AEL_TOOLS;
import static dev.intentobserve.dashboards.external.ExternalMetric.AEL_WORKFLOWS;
import static dev.intentobserve.dashboards.external.ExternalNames.SERVICE_AEL;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_STATUS;

import dev.intentobserve.dashboards.dashboards.explore.LogsDashboard;
import dev.intentobserve.dashboards.dashboards.explore.TracesDashboard;
import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;

/** The workflows of AEL as a whole: volume, success, active ones, failures. */
public final class AelOverviewDashboard {
  static final String UID = "ael-overview";

  private AelOverviewDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard(UID, "AEL overview")
        .description("Workflows, steps and tools that AEL ran: volume, success and failures.")
        .tags("ael", "workflows")
        .timeRange("now-24h", "30s")
        .row("Now", today(), success(), active(), failed(), calls(), callSuccess())
        .row("Over time", executions(), errors())
        .row("Breakdown", byWorkflow(), byTool(), byComponent())
        .row("Failures", AelPanels.failures(AEL.logLines().parsed()), traces());
  }

  private static Panel today() {
    return Panel.stat("Workflows, last 24 h", DisplayUnit.COUNT)
        .description("Executions of workflows that ended within the last 24 hours, in any status.")
        .query("executions", workflows().growthWithin("24h"))
        .from(
            AEL.source(AEL_WORKFLOWS, PanelLink.dashboard("Workflows", AelWorkflowDashboard.UID)));
  }

  private static Panel success() {
    return Panel.gauge("Success rate", DisplayUnit.SHARE)
        .description(
            "Successes as a share of executions that ended: success, error, timeout and cancelled"
                + " alike. Without executions there is no rate.")
        .size(4, 4)
        .query("success", AelPanels.success(workflows()))
        .thresholds(AelPanels.SHARE)
        .from(
            AEL.source(AEL_WORKFLOWS, PanelLink.dashboard("Workflows", AelWorkflowDashboard.UID)));
  }

  private static Panel active() {
    return Panel.stat("Active workflows", DisplayUnit.COUNT)
        .description("Workflows that are running. A value that never falls means a leak.")
        .query("active", TimeSeries.of(ExternalMetric.AEL_ACTIVE).now())
        .from(
            AEL.source(
                ExternalMetric.AEL_ACTIVE,
                PanelLink.dashboard(
                    "Traces", TracesDashboard.UID, TracesDashboard.SERVICE, SERVICE_AEL)));
  }

  private static Panel failed() {
    return Panel.stat("Not succeeded", DisplayUnit.COUNT)
        .description(
            "Executions that ended in error, by timeout or cancelled, within the time shown.")
        .query(
            "not succeeded",
            workflows().whereNot(LABEL_STATUS, "success").growth().orZero(workflows().growth()))
        .thresholds(Thresholds.from(Colour.GREEN).then(1, Colour.AMBER))
        .from(AEL.source(AEL_WORKFLOWS));
  }

  private static Panel calls() {
    return Panel.stat("Tool calls", DisplayUnit.COUNT)
        .description("Calls of tools that ended within the time shown, in any status.")
        .query("calls", tools().growth())
        .from(AEL.source(AEL_TOOLS, PanelLink.dashboard("Tools", AelToolDashboard.UID)));
  }

  private static Panel callSuccess() {
    return Panel.gauge("Tool success rate", DisplayUnit.SHARE)
        .description("Successes as a share of calls that ended, in any of the four statuses.")
        .size(4, 4)
        .query("success", AelPanels.success(tools()))
        .thresholds(AelPanels.SHARE)
        .from(AEL.source(AEL_TOOLS, PanelLink.dashboard("Tools", AelToolDashboard.UID)));
  }

  private static Panel executions() {
    return AelPanels.ratesByStatus(
            Panel.timeSeries("Executions per second", DisplayUnit.PER_SECOND)
                .description(
                    "Executions of workflows that ended per second, by each of the four statuses."),
            workflows())
        .from(
            AEL.source(AEL_WORKFLOWS, PanelLink.dashboard("Workflows", AelWorkflowDashboard.UID)));
  }

  private static Panel errors() {
    return Panel.timeSeries("Errors per second", DisplayUnit.PER_SECOND)
        .description("Errors by kind: TOOL, EXECUTION, VALIDATION, WORKFLOW or SYSTEM.")
        .query(TimeSeries.of(AEL_ERRORS).rate(ExternalNames.LABEL_TYPE))
        .from(AEL.source(AEL_ERRORS));
  }

  private static Panel byWorkflow() {
    return Panel.barGauge("Executions by workflow", DisplayUnit.COUNT)
        .description("The ten workflows that ran most within the time shown.")
        .query(workflows().growth(ExternalNames.LABEL_WORKFLOW).top(10))
        .from(AEL.source(AEL_WORKFLOWS, PanelLink.dashboard("Workflows", AelWorkflowDashboard.UID)))
        .valueLinksTo(AelWorkflowDashboard.linkTo(PanelLink.label(ExternalNames.LABEL_WORKFLOW)));
  }

  private static Panel byTool() {
    return Panel.barGauge("Failures by tool", DisplayUnit.SHARE)
        .description("Share of calls that did not succeed: error, timeout or cancelled.")
        .query(AelPanels.failure(tools(), ExternalNames.LABEL_TOOL).top(10))
        .thresholds(Thresholds.from(Colour.GREEN).then(0.01, Colour.AMBER).then(0.10, Colour.RED))
        .from(AEL.source(AEL_TOOLS, PanelLink.dashboard("Tools", AelToolDashboard.UID)))
        .valueLinksTo(AelToolDashboard.linkTo(PanelLink.label(ExternalNames.LABEL_TOOL)));
  }

  private static Panel byComponent() {
    return Panel.barGauge("Errors by component", DisplayUnit.COUNT)
        .description("Which part of AEL reported the errors, within the time shown.")
        .query(TimeSeries.of(AEL_ERRORS).growth(ExternalNames.LABEL_COMPONENT).top(10))
        .from(AEL.source(AEL_ERRORS))
        .valueLinksTo(
            PanelLink.dashboard(
                "Log lines of the component",
                LogsDashboard.UID,
                LogsDashboard.COMPONENT,
                PanelLink.label(ExternalNames.LABEL_COMPONENT)));
  }

  private static Panel traces() {
    return AelPanels.traces(
        "Failed traces",
        "Traces of workflows in which some span ended in error, newest first.",
        "status = error");
  }

  private static TimeSeries workflows() {
    return TimeSeries.of(AEL_WORKFLOWS);
  }

  private static TimeSeries tools() {
    return TimeSeries.of(AEL_TOOLS);
  }
}
