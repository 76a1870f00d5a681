package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.AEL;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_STATUS;

import dev.intentobserve.dashboards.dashboards.explore.TracesDashboard;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import java.util.List;

/** Shared by the dashboards of AEL: statuses and shares of them. */
public final class AelPanels {
  /** The statuses in which an execution or a call can end; shares are of all of them. */
  public static final List<String> STATUSES = List.of("success", "error", "timeout", "cancelled");

  static final Thresholds SHARE =
      Thresholds.from(Colour.RED).then(0.90, Colour.AMBER).then(0.99, Colour.GREEN);

  private AelPanels() {}

  /** Successes as a share of everything that ended; no value where nothing ended. */
  static MetricExpr success(TimeSeries ended, String... by) {
    MetricExpr all = ended.growth(by);
    return ended.where(LABEL_STATUS, "success").growth(by).partOf(all);
  }

  /** Everything but successes as a share of everything that ended. */
  static MetricExpr failure(TimeSeries ended, String... by) {
    MetricExpr all = ended.growth(by);
    return ended.whereNot(LABEL_STATUS, "success").growth(by).partOf(all);
  }

  /** All four statuses; one without data shows as zero if another one has data. */
  static Panel byStatus(Panel panel, TimeSeries ended) {
    for (String status : STATUSES) {
      panel.query(status, ended.where(LABEL_STATUS, status).growth().orZero(ended.growth()));
    }
    return coloured(panel);
  }

  static Panel ratesByStatus(Panel panel, TimeSeries ended) {
    for (String status : STATUSES) {
      panel.query(status, ended.where(LABEL_STATUS, status).rate().orZero(ended.rate()));
    }
    return coloured(panel).stacked();
  }

  private static Panel coloured(Panel panel) {
    return panel
        .seriesColour("success", Colour.GREEN)
        .seriesColour("error", Colour.RED)
        .seriesColour("timeout", Colour.AMBER)
        .seriesColour("cancelled", Colour.NEUTRAL);
  }

  /** Log lines of failures, newest first, with links to their traces. */
  static Panel failures(LogLines lines) {
    return Panel.table("Recent failures")
        .description(
            "Log lines of level ERROR or worse, newest first. Each row links to its trace.")
        .size(24, 9)
        .query(lines.matching(ExternalNames.ATTR_LEVEL, "error|critical|fatal"))
        .column("Time", "Time")
        .column(ExternalNames.LABEL_COMPONENT, "Component")
        .column(ExternalNames.ATTR_WORKFLOW_ID, "Workflow")
        .column(ExternalNames.ATTR_EXECUTION_ID, "Execution")
        .column(ExternalNames.ATTR_STEP_ID, "Step")
        .column(ExternalNames.LABEL_TOOL_NAME, "Tool")
        .column(ExternalNames.ATTR_MESSAGE, "Message")
        .column(ExternalNames.ATTR_TRACE_ID, "Trace")
        .from(AEL.source("log lines of level ERROR, in JSON"))
        .columnLinksTo("Trace", TracesDashboard.traceLink());
  }

  /**
   * Traces of AEL.
   *
   * @param condition in TraceQL, for one of their spans
   */
  static Panel traces(String title, String meaning, String condition) {
    return Panel.table(title)
        .description(meaning)
        .size(24, 9)
        .query(PanelQuery.traces("{ " + AEL.spanFilter() + " && " + condition + " }", 50))
        .from(AEL.source("spans of workflows, steps and tools", TracesDashboard.link()));
  }
}
