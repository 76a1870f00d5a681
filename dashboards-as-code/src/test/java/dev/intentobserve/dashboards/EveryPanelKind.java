package dev.intentobserve.dashboards;

import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;

import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.List;

/** A dashboard that says everything the vocabulary can say. */
final class EveryPanelKind {
  private static final TimeSeries EVENTS = TimeSeries.of(TelemetryNames.INTENT_EVENTS);
  private static final TimeSeries SLO = TimeSeries.of(TelemetryNames.SLO_STATE);
  private static final TimeSeries TIMES = TimeSeries.of(TelemetryNames.INTENT_SIGNAL_TO_INTENT);
  private static final DashboardVariable SOURCE =
      new DashboardVariable.Labels("source", "Source", EVENTS, TelemetryNames.LABEL_SOURCE);
  private static final DashboardVariable LEVEL =
      new DashboardVariable.Choice("level", "Level", List.of("L0", "L1"));
  private static final DashboardVariable TRACE = new DashboardVariable.Text("trace", "Trace", "");

  private EveryPanelKind() {}

  static Dashboard board() {
    return dashboard("every-kind", "Every kind")
        .says("Everything that can be said.")
        .tagged("test")
        .shows("now-24h", "1m")
        .choose(SOURCE, LEVEL, TRACE)
        .row("Now", whole(Panel.stat("Stat")), whole(Panel.gauge("Gauge")), bars())
        .row("Over time", whole(Panel.timeSeries("Lines over time")), stacked(), states(), heat())
        .row("In rows", table(), logTable(), traceTable())
        .row("As they are", lines(), trace());
  }

  private static Panel whole(Panel panel) {
    return said(panel)
        .asks(
            "{{source}}",
            EVENTS.chosen(TelemetryNames.LABEL_SOURCE, SOURCE).now(TelemetryNames.LABEL_SOURCE))
        .coloured(Thresholds.from(Colour.GREEN).then(0.5, Colour.AMBER).then(2, Colour.RED))
        .seriesColoured("cli", Colour.BLUE)
        .valueLinksTo(PanelLink.observe("Events", "/api/v1/events?source=${__field.labels.source}"))
        .linksTo(PanelLink.dashboard("Another", "another"));
  }

  private static Panel bars() {
    return said(Panel.bars("Bars"))
        .asks("a", EVENTS.now())
        .asks("b", EVENTS.growth())
        .in(DisplayUnit.SHARE);
  }

  private static Panel stacked() {
    return said(Panel.timeSeries("Stacked")).asks("a", EVENTS.growthWithin("1h")).stacked();
  }

  private static Panel states() {
    return said(Panel.states("States"))
        .asks("{{slo}}", SLO.now(TelemetryNames.LABEL_SLO))
        .reads("0", "good", Colour.GREEN)
        .reads("1", "bad", Colour.RED);
  }

  private static Panel heat() {
    return said(Panel.heatMap("Heat")).asks("{{le}}", TIMES.buckets());
  }

  private static Panel table() {
    return said(Panel.table("Rows of metrics"))
        .asks("Events", EVENTS.now(TelemetryNames.LABEL_SOURCE))
        .asks("Seconds", TIMES.meanWithin("1d"), DisplayUnit.SECONDS)
        .column(TelemetryNames.LABEL_SOURCE, "Source")
        .columnLinksTo(
            "Source", PanelLink.observe("Events", "/api/v1/events?source=${__value.raw}"));
  }

  private static Panel logTable() {
    return said(Panel.table("Rows of lines"))
        .asks(new PanelQuery.Logs("", lines(TelemetryNames.ATTR_LEVEL).logql()))
        .column("Time", "Time")
        .column(LogLines.label(TelemetryNames.ATTR_EVENT_TYPE), "Event");
  }

  private static Panel traceTable() {
    return said(Panel.table("Rows of traces")).asks(new PanelQuery.Traces("{ }", 20));
  }

  private static Panel lines() {
    return said(Panel.lines("Lines"))
        .asks(new PanelQuery.Logs("", lines(TelemetryNames.ATTR_LEVEL).logql()));
  }

  private static LogLines lines(String attribute) {
    return LogLines.of(TelemetryNames.INTENT_SERVICE).chosen(attribute, LEVEL);
  }

  private static Panel trace() {
    return said(Panel.trace("Trace")).asks(new PanelQuery.StoredTrace("$trace"));
  }

  private static Panel said(Panel panel) {
    return panel
        .says("What it means.")
        .in(DisplayUnit.COUNT)
        .filledBy("signal.created")
        .linksTo(PanelLink.observe("Events", "/api/v1/events"));
  }
}
