package dev.intentobserve.dashboards.dashboards.explore;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.BLUE;
import static dev.intentobserve.dashboards.vocabulary.Colour.NEUTRAL;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.lines;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.TimeSeries.named;

import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import java.util.List;

/** Log lines of every program, narrowed down step by step, each with the way to its trace. */
public final class LogsDashboard {
  public static final String UID = "logs";

  public static final DashboardVariable SERVICE =
      new DashboardVariable.Streams(
          "service", "Service", LogLines.label(ExternalNames.ATTR_SERVICE));

  private static final DashboardVariable LEVEL =
      new DashboardVariable.Choice(
          "level",
          "Level",
          List.of("trace", "debug", "info", "warn", "error", "critical", "fatal", "unknown"));
  public static final DashboardVariable COMPONENT =
      new DashboardVariable.Text("component", "Component", ".*");
  static final DashboardVariable WORKFLOW =
      new DashboardVariable.Text("workflow", "Workflow", ".*");

  private static final String NOTHING =
      "No line matches. Programs send lines over OTLP to the collector:"
          + " OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318";

  private LogsDashboard() {}

  public static Dashboard board() {
    return dashboard(UID, "Logs")
        .says("Log lines by service, component, level and workflow. Text fields take patterns.")
        .tagged("logs", "ael")
        .shows("now-6h", "1m")
        .choose(SERVICE, COMPONENT, LEVEL, WORKFLOW)
        .row("How much", byLevel(), byService(), byComponent())
        .row("Lines", withTrace(), all());
  }

  private static Panel byLevel() {
    return timeSeries("Lines by level")
        .says("Lines in each step of the chart, by level.")
        .asks(named(ExternalNames.ATTR_LEVEL), chosen().countedInEachStep(ExternalNames.ATTR_LEVEL))
        .stacked()
        .in(DisplayUnit.COUNT)
        .seriesColoured("error", RED)
        .seriesColoured("warn", AMBER)
        .seriesColoured("info", BLUE)
        .seriesColoured("unknown", NEUTRAL)
        .whenEmpty(NOTHING)
        .linksTo(TracesDashboard.all());
  }

  private static Panel byService() {
    return bars("Lines by service")
        .size(6, 8)
        .says("The ten services that wrote most within the time shown.")
        .asks(
            named(ExternalNames.ATTR_SERVICE), chosen().counted(ExternalNames.ATTR_SERVICE).top(10))
        .in(DisplayUnit.COUNT)
        .whenEmpty(NOTHING)
        .linksTo(TracesDashboard.all())
        .valueLinksTo(
            PanelLink.dashboard(
                "This service", UID, SERVICE, PanelLink.label(ExternalNames.ATTR_SERVICE)));
  }

  private static Panel byComponent() {
    return bars("Lines by component")
        .size(6, 8)
        .says("The ten components that wrote most, of lines that name one.")
        .asks(
            named(ExternalNames.LABEL_COMPONENT),
            chosen()
                .having(ExternalNames.LABEL_COMPONENT)
                .counted(ExternalNames.LABEL_COMPONENT)
                .top(10))
        .in(DisplayUnit.COUNT)
        .whenEmpty(NOTHING)
        .linksTo(TracesDashboard.all())
        .valueLinksTo(
            PanelLink.dashboard(
                "This component", UID, COMPONENT, PanelLink.label(ExternalNames.LABEL_COMPONENT)));
  }

  private static Panel withTrace() {
    return table("Lines with a trace")
        .size(24, 9)
        .says("Lines written inside a span, newest first. The trace is a click away.")
        .asks(new PanelQuery.Logs("", chosen().having(ExternalNames.ATTR_TRACE_ID).logql()))
        .column("Time", "Time")
        .column(LogLines.label(ExternalNames.ATTR_SERVICE), "Service")
        .column(ExternalNames.ATTR_LEVEL, "Level")
        .column(ExternalNames.LABEL_COMPONENT, "Component")
        .column(ExternalNames.ATTR_WORKFLOW_ID, "Workflow")
        .column(ExternalNames.ATTR_MESSAGE, "Message")
        .column(ExternalNames.ATTR_TRACE_ID, "Trace")
        .in(DisplayUnit.PLAIN)
        .whenEmpty(NOTHING + "; a line has a trace when a span was current as it was written")
        .linksTo(TracesDashboard.all())
        .columnLinksTo("Trace", TracesDashboard.one());
  }

  private static Panel all() {
    return lines("All lines")
        .size(24, 14)
        .says("Every line that matches, newest first. Unfold one to see all its attributes.")
        .asks(new PanelQuery.Logs("", chosen().logql()))
        .in(DisplayUnit.PLAIN)
        .whenEmpty(NOTHING)
        .linksTo(TracesDashboard.all());
  }

  private static LogLines chosen() {
    return LogLines.of(SERVICE)
        .parsed()
        .chosen(ExternalNames.ATTR_LEVEL, LEVEL)
        .chosen(ExternalNames.LABEL_COMPONENT, COMPONENT)
        .chosen(ExternalNames.ATTR_WORKFLOW_ID, WORKFLOW);
  }
}
