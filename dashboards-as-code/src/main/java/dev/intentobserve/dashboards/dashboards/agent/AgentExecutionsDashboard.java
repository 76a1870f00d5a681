package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.INTENTUSNET;
import static dev.intentobserve.dashboards.external.ExternalMetric.INTENTUS_ERRORS;
import static dev.intentobserve.dashboards.external.ExternalMetric.INTENTUS_REQUESTS;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_EVENT;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_AGENT;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_ERROR_CODE;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_INTENT;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/** Intents that IntentusNet routed to agents: volume, latency, errors. */
public final class AgentExecutionsDashboard {
  static final String UID = "agent-executions";

  static final DashboardVariable INTENT =
      DashboardVariable.labels("intent", "Intent", TimeSeries.of(INTENTUS_REQUESTS), LABEL_INTENT);
  private static final DashboardVariable AGENT =
      DashboardVariable.labels("agent", "Agent", TimeSeries.of(INTENTUS_REQUESTS), LABEL_AGENT);

  /** Values of the label agent when no agent answered. */
  private static final String NO_AGENT = "router|fallback|broadcast|parallel";

  /** The event name in the execution's record and in its write-ahead log. */
  private static final String FALLBACK = "(?i)fallback[._]triggered";

  private static final Thresholds RATIO =
      Thresholds.from(Colour.GREEN).then(0.01, Colour.AMBER).then(0.05, Colour.RED);

  private AgentExecutionsDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard(UID, "Agent executions")
        .description("Intents that IntentusNet routed to agents: rate, errors, latency, fallbacks.")
        .tags("intentusnet", "agents")
        .timeRange("now-6h", "30s")
        .variables(INTENT, AGENT)
        .row("Now", routed(), errorRatio(), errors(), slow(), unanswered(), fallbacks())
        .row("Rates and latency", requestRate(), errorRate(), latency(), spread())
        .row("Intents, errors and agents", topIntents(), topErrors(), byAgent(), agents())
        .row(
            "Under the names of the production page",
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
    return Panel.stat("Intents routed", DisplayUnit.COUNT)
        .description("Intents routed within the time shown, with any result.")
        .query("routed", requests().growth())
        .from(INTENTUSNET.source(INTENTUS_REQUESTS, executions()));
  }

  private static Panel errorRatio() {
    return Panel.gauge("Error ratio", DisplayUnit.SHARE)
        .description("Errors as a share of all intents routed. More than 5 % should page someone.")
        .size(4, 4)
        .query("errors", failed().growth().partOf(requests().growth()))
        .thresholds(RATIO)
        .from(INTENTUSNET.source(INTENTUS_REQUESTS, executions()));
  }

  private static Panel errors() {
    return Panel.stat("Intents failed", DisplayUnit.COUNT)
        .description("Intents whose final answer was an error, within the time shown.")
        .query("failed", failed().growth().orZero(requests().growth()))
        .thresholds(Thresholds.from(Colour.GREEN).then(1, Colour.AMBER))
        .from(INTENTUSNET.source(INTENTUS_REQUESTS));
  }

  private static Panel slow() {
    return Panel.stat("Latency, p95", DisplayUnit.MILLISECONDS)
        .description("95 % of intents were answered within this many milliseconds.")
        .query("p95", latencies().quantile(0.95))
        .thresholds(Thresholds.from(Colour.GREEN).then(1000, Colour.AMBER).then(5000, Colour.RED))
        .from(INTENTUSNET.source(ExternalMetric.INTENTUS_LATENCY, executions()));
  }

  private static Panel unanswered() {
    TimeSeries all = filteredBy(INTENTUS_REQUESTS);
    return Panel.stat("Not answered", DisplayUnit.COUNT)
        .description("Intents that no agent answered: routing failed, or every candidate failed.")
        .query("unanswered", all.matching(LABEL_AGENT, NO_AGENT).growth().orZero(all.growth()))
        .thresholds(Thresholds.from(Colour.GREEN).then(1, Colour.RED))
        .from(INTENTUSNET.source(INTENTUS_REQUESTS, executions()));
  }

  private static Panel fallbacks() {
    return Panel.stat("Fallbacks", DisplayUnit.COUNT)
        .description("Times an agent failed and the next one was tried, according to log lines.")
        .query(
            "fallbacks",
            logLines().matching(ATTR_EVENT, FALLBACK).count().orZero(logLines().count()))
        .from(INTENTUSNET.source("log lines of event FALLBACK_TRIGGERED"));
  }

  private static Panel requestRate() {
    return Panel.timeSeries("Intents per second", DisplayUnit.PER_SECOND)
        .description("Intents routed per second, by how they ended.")
        .query(requests().rate(TelemetryNames.LABEL_STATUS))
        .stacked()
        .seriesColour("success", Colour.GREEN)
        .seriesColour("error", Colour.RED)
        .from(INTENTUSNET.source(INTENTUS_REQUESTS, executions()));
  }

  private static Panel errorRate() {
    MetricExpr all = requests().rate();
    return Panel.timeSeries("Error ratio over time", DisplayUnit.SHARE)
        .description("Errors as a share of intents routed; a gap is a time without intents.")
        .query("errors", failed().rate().partOf(all))
        .thresholds(RATIO)
        .from(INTENTUSNET.source(INTENTUS_REQUESTS));
  }

  private static Panel latency() {
    return Panel.timeSeries("Latency in milliseconds", DisplayUnit.MILLISECONDS)
        .description(
            "From routing to the answer, in milliseconds: median, 95th and 99th percentile.")
        .percentiles(latencies(), 50, 95, 99)
        .from(INTENTUSNET.source(ExternalMetric.INTENTUS_LATENCY, executions()));
  }

  private static Panel spread() {
    return Panel.heatmap("Latency distribution", DisplayUnit.MILLISECONDS)
        .description("Intents by how many milliseconds they took.")
        .query(latencies().buckets())
        .from(INTENTUSNET.source(ExternalMetric.INTENTUS_LATENCY, executions()));
  }

  private static Panel topIntents() {
    return Panel.barGauge("Top intents", DisplayUnit.COUNT)
        .description("The ten intents routed most within the time shown.")
        .query(requests().growth(LABEL_INTENT).top(10))
        .from(INTENTUSNET.source(INTENTUS_REQUESTS, executions()))
        .valueLinksTo(
            PanelLink.dashboard("This intent", UID, INTENT, PanelLink.label(LABEL_INTENT)));
  }

  private static Panel topErrors() {
    return Panel.barGauge("Top errors by code", DisplayUnit.COUNT)
        .description(
            "The ten error codes seen most; requests with RATE_LIMIT or AGENT_TIMEOUT can be"
                + " retried.")
        .query(filteredBy(INTENTUS_ERRORS).growth(LABEL_ERROR_CODE).top(10))
        .from(INTENTUSNET.source(INTENTUS_ERRORS));
  }

  private static Panel byAgent() {
    return Panel.barGauge("Errors by agent", DisplayUnit.COUNT)
        .description("Which agents the errors came from, within the time shown.")
        .query(filteredBy(INTENTUS_ERRORS).growth(LABEL_AGENT).top(10))
        .from(INTENTUSNET.source(INTENTUS_ERRORS, executions()))
        .valueLinksTo(PanelLink.dashboard("This agent", UID, AGENT, PanelLink.label(LABEL_AGENT)));
  }

  private static Panel agents() {
    String agent = LABEL_AGENT;
    MetricExpr all = requests().growth(agent);
    return Panel.table("Agents")
        .description("Results of each agent within the time shown. Latency is in milliseconds.")
        .query("Intents", all, DisplayUnit.COUNT)
        .query("Error ratio", failed().growth(agent).partOf(all), DisplayUnit.SHARE)
        .query("p50", latencies().quantile(0.5, agent), DisplayUnit.MILLISECONDS)
        .query("p95", latencies().quantile(0.95, agent), DisplayUnit.MILLISECONDS)
        .column(agent, "Agent")
        .from(INTENTUSNET.source(INTENTUS_REQUESTS, executions()))
        .columnLinksTo("Agent", PanelLink.dashboard("This agent", UID, AGENT, PanelLink.VALUE));
  }

  private static TimeSeries requests() {
    return filteredBy(INTENTUS_REQUESTS);
  }

  private static TimeSeries failed() {
    return requests().where(TelemetryNames.LABEL_STATUS, "error");
  }

  private static TimeSeries latencies() {
    return filteredBy(ExternalMetric.INTENTUS_LATENCY);
  }

  static TimeSeries filteredBy(ExternalMetric metric) {
    return TimeSeries.of(metric).filteredBy(LABEL_INTENT, INTENT).filteredBy(LABEL_AGENT, AGENT);
  }

  static LogLines logLines() {
    return INTENTUSNET
        .logLines()
        .parsed()
        .filteredBy(LABEL_INTENT, INTENT)
        .filteredBy(LABEL_AGENT, AGENT);
  }

  static PanelLink executions() {
    return PanelLink.observe("Executions in the record", "/api/v1/entities?kind=execution");
  }
}
