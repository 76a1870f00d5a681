package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.AEL;

import dev.intentobserve.dashboards.dashboards.explore.TracesDashboard;
import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;

/** The tools that AEL called in detail: call rate, latency, success. */
public final class AelToolDashboard {
  static final String UID = "ael-tool";

  private static final DashboardVariable TOOL =
      DashboardVariable.labels(
          "tool", "Tool", TimeSeries.of(ExternalMetric.AEL_TOOLS), ExternalNames.LABEL_TOOL);

  private AelToolDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard(UID, "AEL tools")
        .description("The selected tools of AEL: call rate, latency and success.")
        .tags("ael", "tools")
        .timeRange("now-24h", "30s")
        .variables(TOOL)
        .row("Rate and success", frequency(), statuses(), failures())
        .row("Latency", latency("p50", 0.5), latency("p95", 0.95), latency("p99", 0.99))
        .row("Slowest", slowest(), spread())
        .row("Failures", AelPanels.failures(logLines()), traces());
  }

  static PanelLink linkTo(String tool) {
    return PanelLink.dashboard("This tool", UID, TOOL, tool);
  }

  private static Panel frequency() {
    return Panel.timeSeries("Calls per second", DisplayUnit.PER_SECOND)
        .description("Calls that ended per second, by tool.")
        .query(calls().rate(ExternalNames.LABEL_TOOL))
        .stacked()
        .from(AEL.source(ExternalMetric.AEL_TOOLS));
  }

  private static Panel statuses() {
    return AelPanels.byStatus(
            Panel.barGauge("Calls by status", DisplayUnit.COUNT)
                .description(
                    "Calls that ended within the time shown, by each of the four statuses."),
            calls())
        .size(6, 8)
        .from(AEL.source(ExternalMetric.AEL_TOOLS));
  }

  private static Panel failures() {
    return Panel.barGauge("Failures by tool", DisplayUnit.SHARE)
        .description(
            "Share of calls that did not succeed: error, timeout or cancelled. A tool that was not"
                + " called has no share.")
        .size(6, 8)
        .query(AelPanels.failure(calls(), ExternalNames.LABEL_TOOL))
        .thresholds(Thresholds.from(Colour.GREEN).then(0.01, Colour.AMBER).then(0.10, Colour.RED))
        .from(AEL.source(ExternalMetric.AEL_TOOLS))
        .valueLinksTo(linkTo(PanelLink.label(ExternalNames.LABEL_TOOL)));
  }

  private static Panel latency(String title, double quantile) {
    return Panel.timeSeries("Latency, " + title, DisplayUnit.SECONDS)
        .description("The share of calls of a tool that took no longer than this: " + title + ".")
        .size(8, 8)
        .query(durations().quantileWithin(quantile, TimeSeries.RATE, ExternalNames.LABEL_TOOL))
        .from(AEL.source(ExternalMetric.AEL_TOOL_TIME, TracesDashboard.link()));
  }

  private static Panel slowest() {
    String tool = ExternalNames.LABEL_TOOL;
    MetricExpr slow = durations().quantile(0.95, tool).top(10);
    return Panel.table("Slowest tools")
        .description("The ten tools with the highest p95 within the time shown, and their calls.")
        .size(12, 8)
        .query("p95", slow, DisplayUnit.SECONDS)
        .query("p50", durations().quantile(0.5, tool).and(slow), DisplayUnit.SECONDS)
        .query("Calls", calls().growth(tool).and(slow), DisplayUnit.COUNT)
        .column(tool, "Tool")
        .from(AEL.source(ExternalMetric.AEL_TOOL_TIME, TracesDashboard.link()))
        .columnLinksTo("Tool", linkTo(PanelLink.VALUE));
  }

  private static Panel spread() {
    return Panel.heatmap("Latency distribution", DisplayUnit.SECONDS)
        .description("Calls by how long they took.")
        .query(durations().buckets())
        .from(AEL.source(ExternalMetric.AEL_TOOL_TIME, TracesDashboard.link()));
  }

  private static Panel traces() {
    return AelPanels.traces(
        "Calls as traces",
        "Traces in which a selected tool was called.",
        "(span.%s =~ \"%s\" || span.%s =~ \"%s\")"
            .formatted(
                ExternalNames.ATTR_AEL_TOOL,
                TOOL.reference(),
                ExternalNames.ATTR_PLOSTON_TOOL,
                TOOL.reference()));
  }

  private static TimeSeries calls() {
    return TimeSeries.of(ExternalMetric.AEL_TOOLS).filteredBy(ExternalNames.LABEL_TOOL, TOOL);
  }

  private static TimeSeries durations() {
    return TimeSeries.of(ExternalMetric.AEL_TOOL_TIME).filteredBy(ExternalNames.LABEL_TOOL, TOOL);
  }

  private static LogLines logLines() {
    return AEL.logLines().parsed().filteredBy(ExternalNames.LABEL_TOOL_NAME, TOOL);
  }
}
