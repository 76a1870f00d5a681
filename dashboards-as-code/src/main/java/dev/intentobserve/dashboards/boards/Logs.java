package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.BLUE;
import static dev.intentobserve.dashboards.vocabulary.Colour.NEUTRAL;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.lines;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.Series.named;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Query;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;
import java.util.List;

/** Log lines of every program, narrowed down step by step, each with the way to its trace. */
final class Logs {
  static final String UID = "logs";

  static final Variable SERVICE =
      new Variable.Streams("service", "Service", Lines.label(Names.PEER_ATTR_SERVICE));

  private static final Variable LEVEL =
      new Variable.Choice(
          "level",
          "Level",
          List.of("trace", "debug", "info", "warn", "error", "critical", "fatal", "unknown"));
  static final Variable COMPONENT = new Variable.Text("component", "Component", ".*");
  static final Variable WORKFLOW = new Variable.Text("workflow", "Workflow", ".*");

  private static final String NOTHING =
      "No line matches. Programs send lines over OTLP to the collector:"
          + " OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318";

  private Logs() {}

  static Dashboard board() {
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
        .asks(named(Names.PEER_ATTR_LEVEL), chosen().countedInEachStep(Names.PEER_ATTR_LEVEL))
        .stacked()
        .in(Unit.COUNT)
        .seriesColoured("error", RED)
        .seriesColoured("warn", AMBER)
        .seriesColoured("info", BLUE)
        .seriesColoured("unknown", NEUTRAL)
        .whenEmpty(NOTHING)
        .leadsTo(Traces.all());
  }

  private static Panel byService() {
    return bars("Lines by service")
        .size(6, 8)
        .says("The ten services that wrote most within the time shown.")
        .asks(named(Names.PEER_ATTR_SERVICE), chosen().counted(Names.PEER_ATTR_SERVICE).top(10))
        .in(Unit.COUNT)
        .whenEmpty(NOTHING)
        .leadsTo(Traces.all())
        .valueLeadsTo(
            Link.dashboard("This service", UID, SERVICE, Link.label(Names.PEER_ATTR_SERVICE)));
  }

  private static Panel byComponent() {
    return bars("Lines by component")
        .size(6, 8)
        .says("The ten components that wrote most, of lines that name one.")
        .asks(
            named(Names.PEER_LABEL_COMPONENT),
            chosen().having(Names.PEER_LABEL_COMPONENT).counted(Names.PEER_LABEL_COMPONENT).top(10))
        .in(Unit.COUNT)
        .whenEmpty(NOTHING)
        .leadsTo(Traces.all())
        .valueLeadsTo(
            Link.dashboard(
                "This component", UID, COMPONENT, Link.label(Names.PEER_LABEL_COMPONENT)));
  }

  private static Panel withTrace() {
    return table("Lines with a trace")
        .size(24, 9)
        .says("Lines written inside a span, newest first. The trace is a click away.")
        .asks(new Query.Logs("", chosen().having(Names.PEER_ATTR_TRACE_ID).logql()))
        .column("Time", "Time")
        .column(Lines.label(Names.PEER_ATTR_SERVICE), "Service")
        .column(Names.PEER_ATTR_LEVEL, "Level")
        .column(Names.PEER_LABEL_COMPONENT, "Component")
        .column(Names.PEER_ATTR_WORKFLOW_ID, "Workflow")
        .column(Names.PEER_ATTR_MESSAGE, "Message")
        .column(Names.PEER_ATTR_TRACE_ID, "Trace")
        .in(Unit.PLAIN)
        .whenEmpty(NOTHING + "; a line has a trace when a span was current as it was written")
        .leadsTo(Traces.all())
        .columnLeadsTo("Trace", Traces.one());
  }

  private static Panel all() {
    return lines("All lines")
        .size(24, 14)
        .says("Every line that matches, newest first. Unfold one to see all its attributes.")
        .asks(new Query.Logs("", chosen().logql()))
        .in(Unit.PLAIN)
        .whenEmpty(NOTHING)
        .leadsTo(Traces.all());
  }

  private static Lines chosen() {
    return Lines.of(SERVICE)
        .parsed()
        .chosen(Names.PEER_ATTR_LEVEL, LEVEL)
        .chosen(Names.PEER_LABEL_COMPONENT, COMPONENT)
        .chosen(Names.PEER_ATTR_WORKFLOW_ID, WORKFLOW);
  }
}
