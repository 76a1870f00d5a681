package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.boards.Peer.INTENTUSNET;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Link.observe;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.Series.named;

import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Query;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.event.Names;

/** Executions one by one, and the figures of releases that use other names. */
final class AgentExecutionsMore {
  private AgentExecutionsMore() {}

  static Panel activeToo() {
    return stat("Active executions")
        .size(4, 8)
        .says("Executions that run now. Only newer releases tell; more than 100 is a warning.")
        .asks("active", Series.of(Names.PEER_INTENTUS_ACTIVE).now())
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(100, AMBER))
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_ACTIVE))
        .leadsTo(AgentExecutions.executions());
  }

  static Panel ratesToo() {
    return timeSeries("Intents a second, other name")
        .size(7, 8)
        .says("The same as above where a release uses the names of its production page.")
        .asks(
            named(Names.LABEL_STATUS),
            AgentExecutions.chosen(Names.PEER_INTENTUS_REQUESTS_TOO).rate(Names.LABEL_STATUS))
        .stacked()
        .in(Unit.PER_SECOND)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_REQUESTS_TOO))
        .leadsTo(AgentExecutions.executions());
  }

  static Panel latencyToo() {
    Series time = AgentExecutions.chosen(Names.PEER_INTENTUS_SECONDS);
    return timeSeries("Latency in seconds, other name")
        .size(7, 8)
        .says("From routing to the answer, in seconds: under this name it is not milliseconds.")
        .asks("p50", time.quantileWithin(0.5, Series.RATE))
        .asks("p95", time.quantileWithin(0.95, Series.RATE))
        .asks("p99", time.quantileWithin(0.99, Series.RATE))
        .in(Unit.SECONDS)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_SECONDS))
        .leadsTo(AgentExecutions.executions());
  }

  static Panel errorsToo() {
    return bars("Errors by code, other name")
        .size(6, 8)
        .says("The ten error codes seen most, of all agents: this name does not tell them apart.")
        .asks(
            named(Names.PEER_LABEL_ERROR_CODE),
            Series.of(Names.PEER_INTENTUS_ERRORS_TOO)
                .chosen(Names.PEER_LABEL_INTENT, AgentExecutions.INTENT)
                .growth(Names.PEER_LABEL_ERROR_CODE)
                .top(10))
        .in(Unit.COUNT)
        .whenEmpty(INTENTUSNET.nothing(Names.PEER_INTENTUS_ERRORS_TOO))
        .leadsTo(INTENTUSNET.lines());
  }

  static Panel events() {
    return timeSeries("Log lines by event")
        .size(24, 6)
        .says("What the router and its agents wrote, by event, in each step of the chart.")
        .asks(
            named(Names.PEER_ATTR_EVENT),
            AgentExecutions.logged().countedInEachStep(Names.PEER_ATTR_EVENT))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty(INTENTUSNET.nothing("log lines in JSON with the key event"))
        .leadsTo(INTENTUSNET.lines());
  }

  static Panel recent() {
    return table("Recent executions")
        .size(24, 9)
        .says("Log lines that tell of an execution, newest first.")
        .asks(
            new Query.Logs(
                "", AgentExecutions.logged().having(Names.PEER_ATTR_EXECUTION_ID).logql()))
        .column("Time", "Time")
        .column(Names.PEER_ATTR_EVENT, "Event")
        .column(Names.PEER_ATTR_EXECUTION_ID, "Execution")
        .column(Names.PEER_LABEL_INTENT, "Intent")
        .column(Names.PEER_LABEL_AGENT, "Agent")
        .column(Names.LABEL_STATUS, "Status")
        .column(Names.PEER_LABEL_ERROR_CODE, "Error")
        .column(Names.PEER_ATTR_LATENCY_MS, "Milliseconds")
        .column(Names.PEER_ATTR_TRACE_ID, "Trace")
        .in(Unit.PLAIN)
        .whenEmpty(INTENTUSNET.nothing("log lines in JSON with the key execution_id"))
        .leadsTo(AgentExecutions.executions())
        .columnLeadsTo(
            "Execution",
            observe("What our record has", "/api/v1/events?entity=execution:" + Link.VALUE))
        .columnLeadsTo("Trace", Traces.one());
  }

  static Panel traces() {
    return table("Routed intents as traces")
        .size(24, 8)
        .says(
            "One row a trace with a span intent:… of a chosen intent, errors and successes alike.")
        .asks(
            new Query.Traces(
                "{ %s && name =~ \"intent:(%s)\" }"
                    .formatted(INTENTUSNET.spans(), AgentExecutions.INTENT.reference()),
                50))
        .in(Unit.PLAIN)
        .whenEmpty(INTENTUSNET.nothing("spans named intent:…"))
        .leadsTo(Traces.all());
  }

  static Panel ours() {
    return table("Executions of our own record")
        .size(24, 8)
        .says("One row a trace with an execution of an intent of ours in it.")
        .asks(
            new Query.Traces(
                "{ resource.%s = \"%s\" && span.%s = \"execution\" }"
                    .formatted(Names.PEER_ATTR_SERVICE, Names.INTENT_SERVICE, Names.ATTR_KIND),
                50))
        .in(Unit.PLAIN)
        .filledBy("trace.completed", "execution.paused", "execution.escalated")
        .leadsTo(AgentExecutions.executions());
  }
}
