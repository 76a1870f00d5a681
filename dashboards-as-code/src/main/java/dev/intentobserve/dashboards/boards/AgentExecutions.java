package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.boards.Peer.INTENTUSNET;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Link.observe;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.gauge;
import static dev.intentobserve.dashboards.vocabulary.Panel.heatMap;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
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

/** Intents routed to agents by IntentusNet: how many, how fast, how well, and which. */
final class AgentExecutions {
  static final String UID = "agent-executions";

  static final Variable INTENT =
      new Variable.Labels(
          "intent", "Intent", Series.of(Names.PEER_INTENTUS_REQUESTS), Names.PEER_LABEL_INTENT);
  private static final Variable AGENT =
      new Variable.Labels(
          "agent", "Agent", Series.of(Names.PEER_INTENTUS_REQUESTS), Names.PEER_LABEL_AGENT);

  /** What the router calls itself when no agent answered. */
  private static final String NO_AGENT = "router|fallback|broadcast|parallel";

  /** As the execution's record and its write-ahead log spell it. */
  private static final String FALLBACK = "(?i)fallback[._]triggered";

  private static final Thresholds RATIO = Thresholds.from(GREEN).then(0.01, AMBER).then(0.05, RED);

  private AgentExecutions() {}

  static Dashboard board() {
    return dashboard(UID, "Agent executions")
        .says("Intents that IntentusNet routed to agents: rate, errors, latency, fallbacks.")
        .tagged("intentusnet", "agents")
        .shows("now-6h", "30s")
        .choose(INTENT, AGENT)
        .row("Now", routed(), errorRatio(), errors(), slow(), unanswered(), fallbacks())
        .row("Rates and latency", requestRate(), errorRate(), latency(), spread())
        .row("Who and what", topIntents(), topErrors(), byAgent(), agents())
        .row(
            "In the production page's names",
            AgentExecutionsMore.activeToo(),
            AgentExecutionsMore.ratesToo(),
            AgentExecutionsMore.latencyToo(),
            AgentExecutionsMore.errorsToo())
        .row(
            "Executions",
            AgentExecutionsMore.events(),
            AgentExecutionsMore.recent(),
            AgentExecutionsMore.traces(),
            AgentExecutionsMore.ours());
  }

  private static Panel routed() {
    return stat("Intents routed")
        .says("Intents routed within the time shown, whatever came of them.")
        .asks("routed", requests().growth())
        .in(Unit.COUNT)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_REQUESTS))
        .leadsTo(executions());
  }

  private static Panel errorRatio() {
    return gauge("Error ratio")
        .size(4, 4)
        .says("Errors as a share of all intents routed. More than 5 % is worth a page.")
        .asks("errors", failed().growth().orZero(requests().growth()).over(requests().growth()))
        .in(Unit.SHARE)
        .coloured(RATIO)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_REQUESTS))
        .leadsTo(executions());
  }

  private static Panel errors() {
    return stat("Intents failed")
        .says("Intents whose final answer was an error, within the time shown.")
        .asks("failed", failed().growth().orZero(requests().growth()))
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, AMBER))
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_REQUESTS))
        .leadsTo(INTENTUSNET.lines());
  }

  private static Panel slow() {
    return stat("Latency, p95")
        .says("95 % of intents were answered within this many milliseconds.")
        .asks("p95", latencies().quantile(0.95))
        .in(Unit.MILLISECONDS)
        .coloured(Thresholds.from(GREEN).then(1000, AMBER).then(5000, RED))
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_LATENCY))
        .leadsTo(executions());
  }

  private static Panel unanswered() {
    Series all = chosen(Names.PEER_INTENTUS_REQUESTS);
    return stat("Answered by nobody")
        .says("Intents that no agent took: routing failed, or every candidate did.")
        .asks(
            "unanswered",
            all.matching(Names.PEER_LABEL_AGENT, NO_AGENT).growth().orZero(all.growth()))
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, RED))
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_REQUESTS))
        .leadsTo(executions());
  }

  private static Panel fallbacks() {
    return stat("Fallbacks")
        .says("Times an agent failed and the next one was tried, as log lines tell.")
        .asks(
            "fallbacks",
            logged().matching(Names.PEER_ATTR_EVENT, FALLBACK).counted().orZero(logged().counted()))
        .in(Unit.COUNT)
        .whenEmpty(INTENTUSNET.nothing("log lines of event FALLBACK_TRIGGERED"))
        .leadsTo(INTENTUSNET.lines());
  }

  private static Panel requestRate() {
    return timeSeries("Intents a second")
        .says("Intents routed a second, by how they ended.")
        .asks(named(Names.LABEL_STATUS), requests().rate(Names.LABEL_STATUS))
        .stacked()
        .in(Unit.PER_SECOND)
        .seriesColoured("success", GREEN)
        .seriesColoured("error", RED)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_REQUESTS))
        .leadsTo(executions());
  }

  private static Panel errorRate() {
    Expr all = requests().rate();
    return timeSeries("Error ratio over time")
        .says("Errors as a share of intents routed; a gap is a time without intents.")
        .asks("errors", failed().rate().orZero(all).over(all))
        .in(Unit.SHARE)
        .coloured(RATIO)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_REQUESTS))
        .leadsTo(INTENTUSNET.lines());
  }

  private static Panel latency() {
    return timeSeries("Latency in milliseconds")
        .says("From routing to the answer, in milliseconds: median, 95th and 99th percentile.")
        .asks("p50", latencies().quantileWithin(0.5, Series.RATE))
        .asks("p95", latencies().quantileWithin(0.95, Series.RATE))
        .asks("p99", latencies().quantileWithin(0.99, Series.RATE))
        .in(Unit.MILLISECONDS)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_LATENCY))
        .leadsTo(executions());
  }

  private static Panel spread() {
    return heatMap("How latency spreads")
        .says("How many intents took how many milliseconds.")
        .asks("{{le}}", latencies().buckets())
        .in(Unit.MILLISECONDS)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_LATENCY))
        .leadsTo(executions());
  }

  private static Panel topIntents() {
    return bars("Top intents")
        .says("The ten intents routed most within the time shown.")
        .asks(named(Names.PEER_LABEL_INTENT), requests().growth(Names.PEER_LABEL_INTENT).top(10))
        .in(Unit.COUNT)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_REQUESTS))
        .leadsTo(executions())
        .valueLeadsTo(
            Link.dashboard("This intent", UID, INTENT, Link.label(Names.PEER_LABEL_INTENT)));
  }

  private static Panel topErrors() {
    return bars("Top errors by code")
        .says("The ten error codes seen most; RATE_LIMIT and AGENT_TIMEOUT may be tried again.")
        .asks(
            named(Names.PEER_LABEL_ERROR_CODE),
            chosen(Names.PEER_INTENTUS_ERRORS).growth(Names.PEER_LABEL_ERROR_CODE).top(10))
        .in(Unit.COUNT)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_ERRORS))
        .leadsTo(INTENTUSNET.lines());
  }

  private static Panel byAgent() {
    return bars("Errors by agent")
        .says("Which agents the errors came from, within the time shown.")
        .asks(
            named(Names.PEER_LABEL_AGENT),
            chosen(Names.PEER_INTENTUS_ERRORS).growth(Names.PEER_LABEL_AGENT).top(10))
        .in(Unit.COUNT)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_ERRORS))
        .leadsTo(executions())
        .valueLeadsTo(Link.dashboard("This agent", UID, AGENT, Link.label(Names.PEER_LABEL_AGENT)));
  }

  private static Panel agents() {
    String agent = Names.PEER_LABEL_AGENT;
    Expr all = requests().growth(agent);
    return table("Agents")
        .says("What each agent did within the time shown. Latency is in milliseconds.")
        .asks("Intents", all, Unit.COUNT)
        .asks("Error ratio", failed().growth(agent).orZero(all).over(all), Unit.SHARE)
        .asks("p50", latencies().quantile(0.5, agent), Unit.MILLISECONDS)
        .asks("p95", latencies().quantile(0.95, agent), Unit.MILLISECONDS)
        .column(agent, "Agent")
        .in(Unit.PLAIN)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_REQUESTS))
        .leadsTo(executions())
        .columnLeadsTo("Agent", Link.dashboard("This agent", UID, AGENT, Link.VALUE));
  }

  private static Series requests() {
    return chosen(Names.PEER_INTENTUS_REQUESTS);
  }

  private static Series failed() {
    return requests().where(Names.LABEL_STATUS, "error");
  }

  private static Series latencies() {
    return chosen(Names.PEER_INTENTUS_LATENCY);
  }

  static Series chosen(String metric) {
    return Series.of(metric)
        .chosen(Names.PEER_LABEL_INTENT, INTENT)
        .chosen(Names.PEER_LABEL_AGENT, AGENT);
  }

  static Lines logged() {
    return INTENTUSNET
        .said()
        .parsed()
        .chosen(Names.PEER_LABEL_INTENT, INTENT)
        .chosen(Names.PEER_LABEL_AGENT, AGENT);
  }

  static Link executions() {
    return observe("Executions of our record", "/api/v1/entities?kind=execution");
  }
}
