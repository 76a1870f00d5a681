package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.INTENTUSNET;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;
import static dev.intentobserve.dashboards.vocabulary.TimeSeries.named;

import dev.intentobserve.dashboards.dashboards.explore.TracesDashboard;
import dev.intentobserve.dashboards.external.ExternalMetrics;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/** Executions one by one, and the figures of releases that use other names. */
final class AgentExecutionPanels {
  private AgentExecutionPanels() {}

  static Panel activeToo() {
    return stat("Active executions")
        .size(4, 8)
        .says("Executions that run now. Only newer releases tell; more than 100 is a warning.")
        .asks("active", TimeSeries.of(ExternalMetrics.INTENTUS_ACTIVE).now())
        .in(DisplayUnit.COUNT)
        .coloured(Thresholds.from(GREEN).then(100, AMBER))
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_ACTIVE))
        .linksTo(AgentExecutionsDashboard.executions());
  }

  static Panel ratesToo() {
    return timeSeries("Intents a second, other name")
        .size(7, 8)
        .says("The same as above where a release uses the names of its production page.")
        .asks(
            named(TelemetryNames.LABEL_STATUS),
            AgentExecutionsDashboard.chosen(ExternalMetrics.INTENTUS_REQUESTS_ALT)
                .rate(TelemetryNames.LABEL_STATUS))
        .stacked()
        .in(DisplayUnit.PER_SECOND)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_REQUESTS_ALT))
        .linksTo(AgentExecutionsDashboard.executions());
  }

  static Panel latencyToo() {
    TimeSeries time = AgentExecutionsDashboard.chosen(ExternalMetrics.INTENTUS_SECONDS);
    return timeSeries("Latency in seconds, other name")
        .size(7, 8)
        .says("From routing to the answer, in seconds: under this name it is not milliseconds.")
        .asks("p50", time.quantileWithin(0.5, TimeSeries.RATE))
        .asks("p95", time.quantileWithin(0.95, TimeSeries.RATE))
        .asks("p99", time.quantileWithin(0.99, TimeSeries.RATE))
        .in(DisplayUnit.SECONDS)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_SECONDS))
        .linksTo(AgentExecutionsDashboard.executions());
  }

  static Panel errorsToo() {
    return bars("Errors by code, other name")
        .size(6, 8)
        .says("The ten error codes seen most, of all agents: this name does not tell them apart.")
        .asks(
            named(ExternalNames.LABEL_ERROR_CODE),
            TimeSeries.of(ExternalMetrics.INTENTUS_ERRORS_ALT)
                .chosen(ExternalNames.LABEL_INTENT, AgentExecutionsDashboard.INTENT)
                .growth(ExternalNames.LABEL_ERROR_CODE)
                .top(10))
        .in(DisplayUnit.COUNT)
        .whenEmpty(INTENTUSNET.nothing(ExternalMetrics.INTENTUS_ERRORS_ALT))
        .linksTo(INTENTUSNET.lines());
  }

  static Panel events() {
    return timeSeries("Log lines by event")
        .size(24, 6)
        .says("What the router and its agents wrote, by event, in each step of the chart.")
        .asks(
            named(ExternalNames.ATTR_EVENT),
            AgentExecutionsDashboard.logged().countedInEachStep(ExternalNames.ATTR_EVENT))
        .stacked()
        .in(DisplayUnit.COUNT)
        .whenEmpty(INTENTUSNET.nothing("log lines in JSON with the key event"))
        .linksTo(INTENTUSNET.lines());
  }

  static Panel recent() {
    return table("Recent executions")
        .size(24, 9)
        .says("Log lines that tell of an execution, newest first.")
        .asks(
            new PanelQuery.Logs(
                "",
                AgentExecutionsDashboard.logged().having(ExternalNames.ATTR_EXECUTION_ID).logql()))
        .column("Time", "Time")
        .column(ExternalNames.ATTR_EVENT, "Event")
        .column(ExternalNames.ATTR_EXECUTION_ID, "Execution")
        .column(ExternalNames.LABEL_INTENT, "Intent")
        .column(ExternalNames.LABEL_AGENT, "Agent")
        .column(TelemetryNames.LABEL_STATUS, "Status")
        .column(ExternalNames.LABEL_ERROR_CODE, "Error")
        .column(ExternalNames.ATTR_LATENCY_MS, "Milliseconds")
        .column(ExternalNames.ATTR_TRACE_ID, "Trace")
        .in(DisplayUnit.PLAIN)
        .whenEmpty(INTENTUSNET.nothing("log lines in JSON with the key execution_id"))
        .linksTo(AgentExecutionsDashboard.executions())
        .columnLinksTo(
            "Execution",
            observe("What our record has", "/api/v1/events?entity=execution:" + PanelLink.VALUE))
        .columnLinksTo("Trace", TracesDashboard.one());
  }

  static Panel traces() {
    return table("Routed intents as traces")
        .size(24, 8)
        .says(
            "One row a trace with a span intent:… of a chosen intent, errors and successes alike.")
        .asks(
            new PanelQuery.Traces(
                "{ %s && name =~ \"intent:(%s)\" }"
                    .formatted(INTENTUSNET.spans(), AgentExecutionsDashboard.INTENT.reference()),
                50))
        .in(DisplayUnit.PLAIN)
        .whenEmpty(INTENTUSNET.nothing("spans named intent:…"))
        .linksTo(TracesDashboard.all());
  }

  static Panel ours() {
    return table("Executions of our own record")
        .size(24, 8)
        .says("One row a trace with an execution of an intent of ours in it.")
        .asks(
            new PanelQuery.Traces(
                "{ resource.%s = \"%s\" && span.%s = \"execution\" }"
                    .formatted(
                        ExternalNames.ATTR_SERVICE,
                        TelemetryNames.INTENT_SERVICE,
                        TelemetryNames.ATTR_KIND),
                50))
        .in(DisplayUnit.PLAIN)
        .filledBy("trace.completed", "execution.paused", "execution.escalated")
        .linksTo(AgentExecutionsDashboard.executions());
  }
}
