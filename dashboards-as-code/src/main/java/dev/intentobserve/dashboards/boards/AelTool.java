package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.boards.Peer.AEL;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.heatMap;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.Series.named;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;

/** Tools that AEL called, one by one: how often, how fast, how well. */
final class AelTool {
  static final String UID = "ael-tool";

  private static final Variable TOOL =
      new Variable.Labels("tool", "Tool", Series.of(Names.PEER_AEL_TOOLS), Names.PEER_LABEL_TOOL);

  private AelTool() {}

  static Dashboard board() {
    return dashboard(UID, "AEL tools")
        .says("The chosen tools of AEL: how often they are called, how fast and how well.")
        .tagged("ael", "tools")
        .shows("now-24h", "30s")
        .choose(TOOL)
        .row("How often, how well", frequency(), statuses(), failures())
        .row("How fast", latency("p50", 0.5), latency("p95", 0.95), latency("p99", 0.99))
        .row("Which", slowest(), spread())
        .row("What went wrong", Ael.failures(logged()), traces());
  }

  /** The way to one of them. */
  static Link one(String tool) {
    return Link.dashboard("This tool", UID, TOOL, tool);
  }

  private static Panel frequency() {
    return timeSeries("Calls a second")
        .says("Calls that ended a second, by tool.")
        .asks(named(Names.PEER_LABEL_TOOL), calls().rate(Names.PEER_LABEL_TOOL))
        .stacked()
        .in(Unit.PER_SECOND)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_TOOLS))
        .leadsTo(AEL.lines());
  }

  private static Panel statuses() {
    return Ael.byStatus(bars("Calls by status"), calls())
        .size(6, 8)
        .says("Calls that ended within the time shown, by each of the four statuses.")
        .in(Unit.COUNT)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_TOOLS))
        .leadsTo(AEL.lines());
  }

  private static Panel failures() {
    return bars("Failures by tool")
        .size(6, 8)
        .says(
            "Share of calls that did not succeed: error, timeout or cancelled. A tool that was not"
                + " called has no share.")
        .asks(named(Names.PEER_LABEL_TOOL), Ael.failure(calls(), Names.PEER_LABEL_TOOL))
        .in(Unit.SHARE)
        .coloured(Thresholds.from(GREEN).then(0.01, AMBER).then(0.10, RED))
        .whenEmpty(AEL.nothing(Names.PEER_AEL_TOOLS))
        .leadsTo(AEL.lines())
        .valueLeadsTo(one(Link.label(Names.PEER_LABEL_TOOL)));
  }

  private static Panel latency(String title, double quantile) {
    return timeSeries("Latency, " + title)
        .size(8, 8)
        .says("The share of calls of a tool that took no longer than this: " + title + ".")
        .asks(
            named(Names.PEER_LABEL_TOOL),
            durations().quantileWithin(quantile, Series.RATE, Names.PEER_LABEL_TOOL))
        .in(Unit.SECONDS)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_TOOL_TIME))
        .leadsTo(Traces.all());
  }

  private static Panel slowest() {
    String tool = Names.PEER_LABEL_TOOL;
    Expr slow = durations().quantile(0.95, tool).top(10);
    return table("Slowest tools")
        .size(12, 8)
        .says("The ten tools with the highest p95 within the time shown, and their calls.")
        .asks("p95", slow, Unit.SECONDS)
        .asks("p50", durations().quantile(0.5, tool).and(slow), Unit.SECONDS)
        .asks("Calls", calls().growth(tool).and(slow), Unit.COUNT)
        .column(tool, "Tool")
        .in(Unit.PLAIN)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_TOOL_TIME))
        .leadsTo(Traces.all())
        .columnLeadsTo("Tool", one(Link.VALUE));
  }

  private static Panel spread() {
    return heatMap("How latency spreads")
        .says("How many calls took how long.")
        .asks("{{le}}", durations().buckets())
        .in(Unit.SECONDS)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_TOOL_TIME))
        .leadsTo(Traces.all());
  }

  private static Panel traces() {
    return Ael.traces(
        "Calls as traces",
        "Traces in which a chosen tool was called.",
        "(span.%s =~ \"%s\" || span.%s =~ \"%s\")"
            .formatted(
                Names.PEER_ATTR_AEL_TOOL,
                TOOL.reference(),
                Names.PEER_ATTR_PLOSTON_TOOL,
                TOOL.reference()));
  }

  private static Series calls() {
    return Series.of(Names.PEER_AEL_TOOLS).chosen(Names.PEER_LABEL_TOOL, TOOL);
  }

  private static Series durations() {
    return Series.of(Names.PEER_AEL_TOOL_TIME).chosen(Names.PEER_LABEL_TOOL, TOOL);
  }

  private static Lines logged() {
    return AEL.said().parsed().chosen(Names.PEER_LABEL_TOOL_NAME, TOOL);
  }
}
