package dev.intentobserve.dashboards;

import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;

import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Query;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;
import java.util.List;

/** A dashboard that says everything the vocabulary can say. */
final class EveryKind {
  private static final Series EVENTS = Series.of(Names.INTENT_EVENTS);
  private static final Series SLO = Series.of(Names.SLO_STATE);
  private static final Series TIMES = Series.of(Names.INTENT_SIGNAL_TO_INTENT);
  private static final Variable SOURCE =
      new Variable.Labels("source", "Source", EVENTS, Names.LABEL_SOURCE);
  private static final Variable LEVEL = new Variable.Choice("level", "Level", List.of("L0", "L1"));
  private static final Variable TRACE = new Variable.Text("trace", "Trace", "");

  private EveryKind() {}

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
        .asks("{{source}}", EVENTS.chosen(Names.LABEL_SOURCE, SOURCE).now(Names.LABEL_SOURCE))
        .coloured(Thresholds.from(Colour.GREEN).then(0.5, Colour.AMBER).then(2, Colour.RED))
        .seriesColoured("cli", Colour.BLUE)
        .valueLeadsTo(Link.observe("Events", "/api/v1/events?source=${__field.labels.source}"))
        .leadsTo(Link.dashboard("Another", "another"));
  }

  private static Panel bars() {
    return said(Panel.bars("Bars"))
        .asks("a", EVENTS.now())
        .asks("b", EVENTS.growth())
        .in(Unit.SHARE);
  }

  private static Panel stacked() {
    return said(Panel.timeSeries("Stacked")).asks("a", EVENTS.growthWithin("1h")).stacked();
  }

  private static Panel states() {
    return said(Panel.states("States"))
        .asks("{{slo}}", SLO.now(Names.LABEL_SLO))
        .reads("0", "good", Colour.GREEN)
        .reads("1", "bad", Colour.RED);
  }

  private static Panel heat() {
    return said(Panel.heatMap("Heat")).asks("{{le}}", TIMES.buckets());
  }

  private static Panel table() {
    return said(Panel.table("Rows of metrics"))
        .asks("Events", EVENTS.now(Names.LABEL_SOURCE))
        .asks("Seconds", TIMES.meanWithin("1d"), Unit.SECONDS)
        .column(Names.LABEL_SOURCE, "Source")
        .columnLeadsTo("Source", Link.observe("Events", "/api/v1/events?source=${__value.raw}"));
  }

  private static Panel logTable() {
    return said(Panel.table("Rows of lines"))
        .asks(new Query.Logs("", lines(Names.ATTR_LEVEL).logql()))
        .column("Time", "Time")
        .column(Lines.label(Names.ATTR_EVENT_TYPE), "Event");
  }

  private static Panel traceTable() {
    return said(Panel.table("Rows of traces")).asks(new Query.Traces("{ }", 20));
  }

  private static Panel lines() {
    return said(Panel.lines("Lines")).asks(new Query.Logs("", lines(Names.ATTR_LEVEL).logql()));
  }

  private static Lines lines(String attribute) {
    return Lines.of(Names.INTENT_SERVICE).chosen(attribute, LEVEL);
  }

  private static Panel trace() {
    return said(Panel.trace("Trace")).asks(new Query.Recorded("$trace"));
  }

  private static Panel said(Panel panel) {
    return panel
        .says("What it means.")
        .in(Unit.COUNT)
        .filledBy("signal.created")
        .leadsTo(Link.observe("Events", "/api/v1/events"));
  }
}
