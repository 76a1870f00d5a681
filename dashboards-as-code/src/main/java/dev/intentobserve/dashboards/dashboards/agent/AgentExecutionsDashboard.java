package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.INTENTUSNET;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.gauge;
import static dev.intentobserve.dashboards.vocabulary.Panel.heatMap;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;
import static dev.intentobserve.dashboards.vocabulary.TimeSeries.named;

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
import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.TelemetryNames;

/** Intents routed to agents by IntentusNet: how many, how fast, how well, and which. */
public final class AgentExecutionsDashboard {
  static final String UID = "agent-executions";

  static final DashboardVariable INTENT =
      new DashboardVariable.Labels(
          "intent",
          "Intent",
          TimeSeries.of(ExternalMetrics.INTENTUS_REQUESTS),
          ExternalNames.LABEL_INTENT);
  private static final DashboardVariable AGENT =
      new DashboardVariable.Labels(
          "agent",
          "Agent",
          TimeSeries.of(ExternalMetrics.INTENTUS_REQUESTS),
          ExternalNames.LABEL_AGENT);

  /** What the router calls itself when no agent answered. */
  private static final String NO_AGENT = "router|fallback|broadcast|parallel";

  /** As the execution's record and its write-ahead log spell it. */
  private static final String FALLBACK = "(?i)fallback[._]triggered";

  private static final Thresholds RATIO = Thresholds.from(GREEN).then(0.01, AMBER).then(0.05, RED);

  private AgentExecutionsDashboard() {}

  public static Dashboard board() {
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
            AgentExecutionPanels.activeToo(),
            AgentExecutionPanels.ratesToo(),
            AgentExecutionPanels.latencyToo(),
            AgentExecutionPanels.errorsToo())
        .row(
            "Executions",
            AgentExecutionPanels.events(),
            AgentExecutionPanels.recent(),
            AgentExecutionPanels.traces(),
            AgentExecutionPanels.ours());
  }

  private static Panel routed() {
    return stat("Intents routed")
        .says("Intents routed within the time shown, whatever came of them.")
        .asks("routed", requests().growth())
        .in(DisplayUnit.COUNT)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_REQUESTS))
        .linksTo(executions());
  }

  private static Panel errorRatio() {
    return gauge("Error ratio")
        .size(4, 4)
        .says("Errors as a share of all intents routed. More than 5 % is worth a page.")
        .asks("errors", failed().growth().orZero(requests().growth()).over(requests().growth()))
        .in(DisplayUnit.SHARE)
        .coloured(RATIO)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_REQUESTS))
        .linksTo(executions());
  }

  private static Panel errors() {
    return stat("Intents failed")
        .says("Intents whose final answer was an error, within the time shown.")
        .asks("failed", failed().growth().orZero(requests().growth()))
        .in(DisplayUnit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, AMBER))
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_REQUESTS))
        .linksTo(INTENTUSNET.lines());
  }

  private static Panel slow() {
    return stat("Latency, p95")
        .says("95 % of intents were answered within this many milliseconds.")
        .asks("p95", latencies().quantile(0.95))
        .in(DisplayUnit.MILLISECONDS)
        .coloured(Thresholds.from(GREEN).then(1000, AMBER).then(5000, RED))
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_LATENCY))
        .linksTo(executions());
  }

  private static Panel unanswered() {
    TimeSeries all = chosen(ExternalMetrics.INTENTUS_REQUESTS);
    return stat("Answered by nobody")
        .says("Intents that no agent took: routing failed, or every candidate did.")
        .asks(
            "unanswered",
            all.matching(ExternalNames.LABEL_AGENT, NO_AGENT).growth().orZero(all.growth()))
        .in(DisplayUnit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, RED))
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_REQUESTS))
        .linksTo(executions());
  }

  private static Panel fallbacks() {
    return stat("Fallbacks")
        .says("Times an agent failed and the next one was tried, as log lines tell.")
        .asks(
            "fallbacks",
            logged()
                .matching(ExternalNames.ATTR_EVENT, FALLBACK)
                .counted()
                .orZero(logged().counted()))
        .in(DisplayUnit.COUNT)
        .whenEmpty(INTENTUSNET.nothing("log lines of event FALLBACK_TRIGGERED"))
        .linksTo(INTENTUSNET.lines());
  }

  private static Panel requestRate() {
    return timeSeries("Intents a second")
        .says("Intents routed a second, by how they ended.")
        .asks(named(TelemetryNames.LABEL_STATUS), requests().rate(TelemetryNames.LABEL_STATUS))
        .stacked()
        .in(DisplayUnit.PER_SECOND)
        .seriesColoured("success", GREEN)
        .seriesColoured("error", RED)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_REQUESTS))
        .linksTo(executions());
  }

  private static Panel errorRate() {
    PromQlExpr all = requests().rate();
    return timeSeries("Error ratio over time")
        .says("Errors as a share of intents routed; a gap is a time without intents.")
        .asks("errors", failed().rate().orZero(all).over(all))
        .in(DisplayUnit.SHARE)
        .coloured(RATIO)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_REQUESTS))
        .linksTo(INTENTUSNET.lines());
  }

  private static Panel latency() {
    return timeSeries("Latency in milliseconds")
        .says("From routing to the answer, in milliseconds: median, 95th and 99th percentile.")
        .asks("p50", latencies().quantileWithin(0.5, TimeSeries.RATE))
        .asks("p95", latencies().quantileWithin(0.95, TimeSeries.RATE))
        .asks("p99", latencies().quantileWithin(0.99, TimeSeries.RATE))
        .in(DisplayUnit.MILLISECONDS)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_LATENCY))
        .linksTo(executions());
  }

  private static Panel spread() {
    return heatMap("How latency spreads")
        .says("How many intents took how many milliseconds.")
        .asks("{{le}}", latencies().buckets())
        .in(DisplayUnit.MILLISECONDS)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_LATENCY))
        .linksTo(executions());
  }

  private static Panel topIntents() {
    return bars("Top intents")
        .says("The ten intents routed most within the time shown.")
        .asks(
            named(ExternalNames.LABEL_INTENT),
            requests().growth(ExternalNames.LABEL_INTENT).top(10))
        .in(DisplayUnit.COUNT)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_REQUESTS))
        .linksTo(executions())
        .valueLinksTo(
            PanelLink.dashboard(
                "This intent", UID, INTENT, PanelLink.label(ExternalNames.LABEL_INTENT)));
  }

  private static Panel topErrors() {
    return bars("Top errors by code")
        .says("The ten error codes seen most; RATE_LIMIT and AGENT_TIMEOUT may be tried again.")
        .asks(
            named(ExternalNames.LABEL_ERROR_CODE),
            chosen(ExternalMetrics.INTENTUS_ERRORS).growth(ExternalNames.LABEL_ERROR_CODE).top(10))
        .in(DisplayUnit.COUNT)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_ERRORS))
        .linksTo(INTENTUSNET.lines());
  }

  private static Panel byAgent() {
    return bars("Errors by agent")
        .says("Which agents the errors came from, within the time shown.")
        .asks(
            named(ExternalNames.LABEL_AGENT),
            chosen(ExternalMetrics.INTENTUS_ERRORS).growth(ExternalNames.LABEL_AGENT).top(10))
        .in(DisplayUnit.COUNT)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_ERRORS))
        .linksTo(executions())
        .valueLinksTo(
            PanelLink.dashboard(
                "This agent", UID, AGENT, PanelLink.label(ExternalNames.LABEL_AGENT)));
  }

  private static Panel agents() {
    String agent = ExternalNames.LABEL_AGENT;
    PromQlExpr all = requests().growth(agent);
    return table("Agents")
        .says("What each agent did within the time shown. Latency is in milliseconds.")
        .asks("Intents", all, DisplayUnit.COUNT)
        .asks("Error ratio", failed().growth(agent).orZero(all).over(all), DisplayUnit.SHARE)
        .asks("p50", latencies().quantile(0.5, agent), DisplayUnit.MILLISECONDS)
        .asks("p95", latencies().quantile(0.95, agent), DisplayUnit.MILLISECONDS)
        .column(agent, "Agent")
        .in(DisplayUnit.PLAIN)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_REQUESTS))
        .linksTo(executions())
        .columnLinksTo("Agent", PanelLink.dashboard("This agent", UID, AGENT, PanelLink.VALUE));
  }

  private static TimeSeries requests() {
    return chosen(ExternalMetrics.INTENTUS_REQUESTS);
  }

  private static TimeSeries failed() {
    return requests().where(TelemetryNames.LABEL_STATUS, "error");
  }

  private static TimeSeries latencies() {
    return chosen(ExternalMetrics.INTENTUS_LATENCY);
  }

  static TimeSeries chosen(MetricDescriptor metric) {
    return TimeSeries.of(metric)
        .chosen(ExternalNames.LABEL_INTENT, INTENT)
        .chosen(ExternalNames.LABEL_AGENT, AGENT);
  }

  static LogLines logged() {
    return INTENTUSNET
        .said()
        .parsed()
        .chosen(ExternalNames.LABEL_INTENT, INTENT)
        .chosen(ExternalNames.LABEL_AGENT, AGENT);
  }

  static PanelLink executions() {
    return observe("Executions of our record", "/api/v1/entities?kind=execution");
  }
}
