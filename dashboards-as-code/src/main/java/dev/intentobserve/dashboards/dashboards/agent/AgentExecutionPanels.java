package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.INTENTUSNET;
import static dev.intentobserve.dashboards.external.ExternalMetric.INTENTUS_ACTIVE;
import static dev.intentobserve.dashboards.external.ExternalMetric.INTENTUS_REQUESTS_ALT;
import static dev.intentobserve.dashboards.external.ExternalMetric.INTENTUS_SECONDS;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_SERVICE;
import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;
import static dev.intentobserve.model.metric.TelemetryNames.ATTR_KIND;
import static dev.intentobserve.model.metric.TelemetryNames.INTENT_SERVICE;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_STATUS;

import dev.intentobserve.dashboards.dashboards.explore.TracesDashboard;
import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;

/** Panels about single executions, and about metrics that some releases give other names. */
final class AgentExecutionPanels {
  private AgentExecutionPanels() {}

  static Panel activeToo() {
    return Panel.stat("Active executions", DisplayUnit.COUNT)
        .description(
            "Executions that are running. Only newer releases report it; more than 100 is a"
                + " warning.")
        .size(4, 8)
        .query("active", TimeSeries.of(INTENTUS_ACTIVE).now())
        .thresholds(Thresholds.from(Colour.GREEN).then(100, Colour.AMBER))
        .from(INTENTUSNET.source(INTENTUS_ACTIVE, AgentExecutionsDashboard.executions()));
  }

  static Panel ratesToo() {
    return Panel.timeSeries("Intents per second, other name", DisplayUnit.PER_SECOND)
        .description("The same as above where a release uses the names of its production page.")
        .size(7, 8)
        .query(AgentExecutionsDashboard.filteredBy(INTENTUS_REQUESTS_ALT).rate(LABEL_STATUS))
        .stacked()
        .from(INTENTUSNET.source(INTENTUS_REQUESTS_ALT, AgentExecutionsDashboard.executions()));
  }

  static Panel latencyToo() {
    TimeSeries time = AgentExecutionsDashboard.filteredBy(INTENTUS_SECONDS);
    return Panel.timeSeries("Latency in seconds, other name", DisplayUnit.SECONDS)
        .description(
            "From routing to the answer, in seconds: under this name it is not milliseconds.")
        .size(7, 8)
        .percentiles(time, 50, 95, 99)
        .from(INTENTUSNET.source(INTENTUS_SECONDS, AgentExecutionsDashboard.executions()));
  }

  static Panel errorsToo() {
    return Panel.barGauge("Errors by code, other name", DisplayUnit.COUNT)
        .description(
            "The ten error codes seen most, of all agents: this metric has no label for the agent.")
        .size(6, 8)
        .query(
            TimeSeries.of(ExternalMetric.INTENTUS_ERRORS_ALT)
                .filteredBy(ExternalNames.LABEL_INTENT, AgentExecutionsDashboard.INTENT)
                .growth(ExternalNames.LABEL_ERROR_CODE)
                .top(10))
        .from(INTENTUSNET.source(ExternalMetric.INTENTUS_ERRORS_ALT));
  }

  static Panel events() {
    return Panel.timeSeries("Log lines by event", DisplayUnit.COUNT)
        .description("Log lines of the router and its agents, by event, in each step of the chart.")
        .size(24, 6)
        .query(AgentExecutionsDashboard.logLines().countPerStep(ExternalNames.ATTR_EVENT))
        .stacked()
        .from(INTENTUSNET.source("log lines in JSON with the key event"));
  }

  static Panel recent() {
    return Panel.table("Recent executions")
        .description("Log lines about an execution, newest first.")
        .size(24, 9)
        .query(AgentExecutionsDashboard.logLines().having(ExternalNames.ATTR_EXECUTION_ID))
        .column("Time", "Time")
        .column(ExternalNames.ATTR_EVENT, "Event")
        .column(ExternalNames.ATTR_EXECUTION_ID, "Execution")
        .column(ExternalNames.LABEL_INTENT, "Intent")
        .column(ExternalNames.LABEL_AGENT, "Agent")
        .column(LABEL_STATUS, "Status")
        .column(ExternalNames.LABEL_ERROR_CODE, "Error")
        .column(ExternalNames.ATTR_LATENCY_MS, "Milliseconds")
        .column(ExternalNames.ATTR_TRACE_ID, "Trace")
        .from(
            INTENTUSNET.source(
                "log lines in JSON with the key execution_id",
                AgentExecutionsDashboard.executions()))
        .columnLinksTo(
            "Execution",
            observe("Events in the record", "/api/v1/events?entity=execution:" + PanelLink.VALUE))
        .columnLinksTo("Trace", TracesDashboard.traceLink());
  }

  static Panel traces() {
    return Panel.table("Routed intents as traces")
        .description(
            "One row per trace with a span intent:… of a selected intent, errors and successes"
                + " alike.")
        .size(24, 8)
        .query(
            PanelQuery.traces(
                "{ %s && name =~ \"intent:(%s)\" }"
                    .formatted(
                        INTENTUSNET.spanFilter(), AgentExecutionsDashboard.INTENT.reference()),
                50))
        .from(INTENTUSNET.source("spans named intent:…", TracesDashboard.link()));
  }

  static Panel ours() {
    return Panel.table("Executions in the record")
        .description("One row per trace that contains an execution of one of our intents.")
        .size(24, 8)
        .query(
            PanelQuery.traces(
                "{ resource.%s = \"%s\" && span.%s = \"execution\" }"
                    .formatted(ATTR_SERVICE, INTENT_SERVICE, ATTR_KIND),
                50))
        .filledByEvents("trace.completed", "execution.paused", "execution.escalated")
        .linksTo(AgentExecutionsDashboard.executions());
  }
}
