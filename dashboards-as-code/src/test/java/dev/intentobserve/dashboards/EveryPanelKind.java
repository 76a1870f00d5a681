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
      DashboardVariable.labels("source", "Source", EVENTS, TelemetryNames.LABEL_SOURCE);
  private static final DashboardVariable LEVEL =
      DashboardVariable.choice("level", "Level", List.of("L0", "L1"));
  private static final DashboardVariable TRACE = DashboardVariable.text("trace", "Trace", "");

  private EveryPanelKind() {}

  private static final String MEANING = "What it means.";

  static Dashboard create() {
    return dashboard("every-kind", "Every kind")
        .description("Everything that can be said.")
        .tags("test")
        .timeRange("now-24h", "1m")
        .variables(SOURCE, LEVEL, TRACE)
        .row(
            "Now",
            whole(Panel.stat("Stat", DisplayUnit.COUNT).description(MEANING)),
            whole(Panel.gauge("Gauge", DisplayUnit.COUNT).description(MEANING)),
            bars())
        .row(
            "Over time",
            whole(Panel.timeSeries("Lines over time", DisplayUnit.COUNT).description(MEANING)),
            stacked(),
            states(),
            heat())
        .row("In rows", table(), logTable(), traceTable())
        .row("As they are", lines(), trace());
  }

  private static Panel whole(Panel panel) {
    return complete(panel)
        .query(
            "{{source}}",
            EVENTS.filteredBy(TelemetryNames.LABEL_SOURCE, SOURCE).now(TelemetryNames.LABEL_SOURCE))
        .thresholds(Thresholds.from(Colour.GREEN).then(0.5, Colour.AMBER).then(2, Colour.RED))
        .seriesColour("cli", Colour.BLUE)
        .valueLinksTo(PanelLink.observe("Events", "/api/v1/events?source=${__field.labels.source}"))
        .linksTo(PanelLink.dashboard("Another", "another"));
  }

  private static Panel bars() {
    return complete(Panel.barGauge("Bars", DisplayUnit.SHARE).description(MEANING))
        .query("a", EVENTS.now())
        .query("b", EVENTS.growth());
  }

  private static Panel stacked() {
    return complete(Panel.timeSeries("Stacked", DisplayUnit.COUNT).description(MEANING))
        .query("a", EVENTS.growthWithin("1h"))
        .stacked();
  }

  private static Panel states() {
    return complete(Panel.stateTimeline("States", DisplayUnit.COUNT).description(MEANING))
        .query("{{slo}}", SLO.now(TelemetryNames.LABEL_SLO))
        .valueText("0", "good", Colour.GREEN)
        .valueText("1", "bad", Colour.RED);
  }

  private static Panel heat() {
    return complete(Panel.heatmap("Heat", DisplayUnit.COUNT).description(MEANING))
        .query("{{le}}", TIMES.buckets());
  }

  private static Panel table() {
    return complete(Panel.table("Rows of metrics", DisplayUnit.COUNT).description(MEANING))
        .query("Events", EVENTS.now(TelemetryNames.LABEL_SOURCE))
        .query("Seconds", TIMES.meanWithin("1d"), DisplayUnit.SECONDS)
        .column(TelemetryNames.LABEL_SOURCE, "Source")
        .columnLinksTo(
            "Source", PanelLink.observe("Events", "/api/v1/events?source=${__value.raw}"));
  }

  private static Panel logTable() {
    return complete(Panel.table("Rows of lines", DisplayUnit.COUNT).description(MEANING))
        .query(lines(TelemetryNames.ATTR_LEVEL))
        .column("Time", "Time")
        .column(LogLines.label(TelemetryNames.ATTR_EVENT_TYPE), "Event");
  }

  private static Panel traceTable() {
    return complete(Panel.table("Rows of traces", DisplayUnit.COUNT).description(MEANING))
        .query(PanelQuery.traces("{ }", 20));
  }

  private static Panel lines() {
    return complete(Panel.logs("Lines").description(MEANING))
        .query(lines(TelemetryNames.ATTR_LEVEL));
  }

  private static LogLines lines(String attribute) {
    return LogLines.of(TelemetryNames.INTENT_SERVICE).filteredBy(attribute, LEVEL);
  }

  private static Panel trace() {
    return complete(Panel.trace("Trace").description(MEANING))
        .query(PanelQuery.storedTrace("$trace"));
  }

  private static Panel complete(Panel panel) {
    return panel
        .filledByEvents("signal.created")
        .linksTo(PanelLink.observe("Events", "/api/v1/events"));
  }
}
