package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.AEL;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.heatMap;
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
import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;

/** Tools that AEL called, one by one: how often, how fast, how well. */
public final class AelToolDashboard {
  static final String UID = "ael-tool";

  private static final DashboardVariable TOOL =
      new DashboardVariable.Labels(
          "tool", "Tool", TimeSeries.of(ExternalMetrics.AEL_TOOLS), ExternalNames.LABEL_TOOL);

  private AelToolDashboard() {}

  public static Dashboard board() {
    return dashboard(UID, "AEL tools")
        .says("The chosen tools of AEL: how often they are called, how fast and how well.")
        .tagged("ael", "tools")
        .shows("now-24h", "30s")
        .choose(TOOL)
        .row("How often, how well", frequency(), statuses(), failures())
        .row("How fast", latency("p50", 0.5), latency("p95", 0.95), latency("p99", 0.99))
        .row("Which", slowest(), spread())
        .row("What went wrong", AelPanels.failures(logged()), traces());
  }

  /** The way to one of them. */
  static PanelLink one(String tool) {
    return PanelLink.dashboard("This tool", UID, TOOL, tool);
  }

  private static Panel frequency() {
    return timeSeries("Calls a second")
        .says("Calls that ended a second, by tool.")
        .asks(named(ExternalNames.LABEL_TOOL), calls().rate(ExternalNames.LABEL_TOOL))
        .stacked()
        .in(DisplayUnit.PER_SECOND)
        .whenEmpty(AEL.nothing(ExternalMetrics.AEL_TOOLS))
        .linksTo(AEL.lines());
  }

  private static Panel statuses() {
    return AelPanels.byStatus(bars("Calls by status"), calls())
        .size(6, 8)
        .says("Calls that ended within the time shown, by each of the four statuses.")
        .in(DisplayUnit.COUNT)
        .whenEmpty(AEL.nothing(ExternalMetrics.AEL_TOOLS))
        .linksTo(AEL.lines());
  }

  private static Panel failures() {
    return bars("Failures by tool")
        .size(6, 8)
        .says(
            "Share of calls that did not succeed: error, timeout or cancelled. A tool that was not"
                + " called has no share.")
        .asks(named(ExternalNames.LABEL_TOOL), AelPanels.failure(calls(), ExternalNames.LABEL_TOOL))
        .in(DisplayUnit.SHARE)
        .coloured(Thresholds.from(GREEN).then(0.01, AMBER).then(0.10, RED))
        .whenEmpty(AEL.nothing(ExternalMetrics.AEL_TOOLS))
        .linksTo(AEL.lines())
        .valueLinksTo(one(PanelLink.label(ExternalNames.LABEL_TOOL)));
  }

  private static Panel latency(String title, double quantile) {
    return timeSeries("Latency, " + title)
        .size(8, 8)
        .says("The share of calls of a tool that took no longer than this: " + title + ".")
        .asks(
            named(ExternalNames.LABEL_TOOL),
            durations().quantileWithin(quantile, TimeSeries.RATE, ExternalNames.LABEL_TOOL))
        .in(DisplayUnit.SECONDS)
        .whenEmpty(AEL.nothing(ExternalMetrics.AEL_TOOL_TIME))
        .linksTo(TracesDashboard.all());
  }

  private static Panel slowest() {
    String tool = ExternalNames.LABEL_TOOL;
    PromQlExpr slow = durations().quantile(0.95, tool).top(10);
    return table("Slowest tools")
        .size(12, 8)
        .says("The ten tools with the highest p95 within the time shown, and their calls.")
        .asks("p95", slow, DisplayUnit.SECONDS)
        .asks("p50", durations().quantile(0.5, tool).and(slow), DisplayUnit.SECONDS)
        .asks("Calls", calls().growth(tool).and(slow), DisplayUnit.COUNT)
        .column(tool, "Tool")
        .in(DisplayUnit.PLAIN)
        .whenEmpty(AEL.nothing(ExternalMetrics.AEL_TOOL_TIME))
        .linksTo(TracesDashboard.all())
        .columnLinksTo("Tool", one(PanelLink.VALUE));
  }

  private static Panel spread() {
    return heatMap("How latency spreads")
        .says("How many calls took how long.")
        .asks("{{le}}", durations().buckets())
        .in(DisplayUnit.SECONDS)
        .whenEmpty(AEL.nothing(ExternalMetrics.AEL_TOOL_TIME))
        .linksTo(TracesDashboard.all());
  }

  private static Panel traces() {
    return AelPanels.traces(
        "Calls as traces",
        "Traces in which a chosen tool was called.",
        "(span.%s =~ \"%s\" || span.%s =~ \"%s\")"
            .formatted(
                ExternalNames.ATTR_AEL_TOOL,
                TOOL.reference(),
                ExternalNames.ATTR_PLOSTON_TOOL,
                TOOL.reference()));
  }

  private static TimeSeries calls() {
    return TimeSeries.of(ExternalMetrics.AEL_TOOLS).chosen(ExternalNames.LABEL_TOOL, TOOL);
  }

  private static TimeSeries durations() {
    return TimeSeries.of(ExternalMetrics.AEL_TOOL_TIME).chosen(ExternalNames.LABEL_TOOL, TOOL);
  }

  private static LogLines logged() {
    return AEL.said().parsed().chosen(ExternalNames.LABEL_TOOL_NAME, TOOL);
  }
}
