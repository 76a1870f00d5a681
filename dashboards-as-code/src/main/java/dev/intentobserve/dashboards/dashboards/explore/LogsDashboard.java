package dev.intentobserve.dashboards.dashboards.explore;

import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_SERVICE;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_COMPONENT;
import static dev.intentobserve.dashboards.vocabulary.DisplayUnit.COUNT;

import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import java.util.List;

/** Log lines of every program, filtered by variables, with links to their traces. */
public final class LogsDashboard {
  public static final String UID = "logs";

  public static final DashboardVariable SERVICE =
      DashboardVariable.streams("service", "Service", LogLines.label(ATTR_SERVICE));

  private static final DashboardVariable LEVEL =
      DashboardVariable.choice(
          "level",
          "Level",
          List.of("trace", "debug", "info", "warn", "error", "critical", "fatal", "unknown"));
  public static final DashboardVariable COMPONENT =
      DashboardVariable.text("component", "Component", ".*");
  static final DashboardVariable WORKFLOW = DashboardVariable.text("workflow", "Workflow", ".*");

  private static final String NOTHING =
      "No line matches. Programs send lines over OTLP to the collector:"
          + " OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318";

  private LogsDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard(UID, "Logs")
        .description(
            "Log lines by service, component, level and workflow. Text fields take patterns.")
        .tags("logs", "ael")
        .timeRange("now-6h", "1m")
        .variables(SERVICE, COMPONENT, LEVEL, WORKFLOW)
        .row("Volume", byLevel(), byService(), byComponent())
        .row("Lines", withTrace(), all());
  }

  private static Panel byLevel() {
    return Panel.timeSeries("Lines by level", COUNT)
        .description("Lines in each step of the chart, by level.")
        .query(filteredBy().countPerStep(ExternalNames.ATTR_LEVEL))
        .stacked()
        .seriesColour("error", Colour.RED)
        .seriesColour("warn", Colour.AMBER)
        .seriesColour("info", Colour.BLUE)
        .seriesColour("unknown", Colour.NEUTRAL)
        .from(NOTHING, TracesDashboard.link());
  }

  private static Panel byService() {
    return Panel.barGauge("Lines by service", COUNT)
        .description("The ten services that wrote most within the time shown.")
        .size(6, 8)
        .query(filteredBy().count(ATTR_SERVICE).top(10))
        .from(NOTHING, TracesDashboard.link())
        .valueLinksTo(
            PanelLink.dashboard("This service", UID, SERVICE, PanelLink.label(ATTR_SERVICE)));
  }

  private static Panel byComponent() {
    return Panel.barGauge("Lines by component", COUNT)
        .description("The ten components that wrote most, of lines that name one.")
        .size(6, 8)
        .query(filteredBy().having(LABEL_COMPONENT).count(LABEL_COMPONENT).top(10))
        .from(NOTHING, TracesDashboard.link())
        .valueLinksTo(
            PanelLink.dashboard(
                "This component", UID, COMPONENT, PanelLink.label(LABEL_COMPONENT)));
  }

  private static Panel withTrace() {
    return Panel.table("Lines with a trace")
        .description("Lines written inside a span, newest first. Each row links to its trace.")
        .size(24, 9)
        .query(filteredBy().having(ExternalNames.ATTR_TRACE_ID))
        .column("Time", "Time")
        .column(LogLines.label(ATTR_SERVICE), "Service")
        .column(ExternalNames.ATTR_LEVEL, "Level")
        .column(LABEL_COMPONENT, "Component")
        .column(ExternalNames.ATTR_WORKFLOW_ID, "Workflow")
        .column(ExternalNames.ATTR_MESSAGE, "Message")
        .column(ExternalNames.ATTR_TRACE_ID, "Trace")
        .whenEmpty(NOTHING + "; a line has a trace when a span was current when it was written")
        .linksTo(TracesDashboard.link())
        .columnLinksTo("Trace", TracesDashboard.traceLink());
  }

  private static Panel all() {
    return Panel.logs("All lines")
        .description("Every line that matches, newest first. Expand one to see all its attributes.")
        .size(24, 14)
        .query(filteredBy())
        .from(NOTHING, TracesDashboard.link());
  }

  private static LogLines filteredBy() {
    return LogLines.of(SERVICE)
        .parsed()
        .filteredBy(ExternalNames.ATTR_LEVEL, LEVEL)
        .filteredBy(LABEL_COMPONENT, COMPONENT)
        .filteredBy(ExternalNames.ATTR_WORKFLOW_ID, WORKFLOW);
  }
}
