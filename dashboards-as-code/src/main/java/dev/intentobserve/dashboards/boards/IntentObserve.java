package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.BLUE;
import static dev.intentobserve.dashboards.vocabulary.Colour.EMERALD;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Link.observe;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.Panel.trace;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Query;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;
import java.util.List;

/**
 * The work as a whole: what waits, how long it takes, whom it is trusted to, what just happened.
 */
final class IntentObserve {
  private static final Variable SOURCE =
      new Variable.Labels("source", "Source", Series.of(Names.INTENT_EVENTS), Names.LABEL_SOURCE);
  private static final Variable AUTONOMY =
      new Variable.Choice("autonomy", "Autonomy", List.of("L0", "L1", "L2", "L3", "L4"));
  private static final Variable TRACE = new Variable.Text("trace", "Trace id", "");

  private static final double DAY = 86_400;
  private static final Thresholds PACE =
      Thresholds.from(GREEN).then(3 * DAY, AMBER).then(7 * DAY, RED);

  private IntentObserve() {}

  static Dashboard board() {
    return dashboard("intent-observe", "Intent Observe")
        .says("From signal to contract: what waits, how long it takes, how much agents do alone.")
        .tagged("intent", "observe", "otel")
        .shows("now-7d", "30s")
        .choose(SOURCE, AUTONOMY, TRACE)
        .row("Now", signals(), intents(), specs(), passed(), captured(), failed())
        .row(
            "Cycle time",
            pace(
                "Signal to intent",
                Names.INTENT_SIGNAL_TO_INTENT,
                "From the first signal captured to the intent proposed.",
                "signal.created",
                "intent.proposed"),
            pace(
                "Intent to spec",
                Names.INTENT_INTENT_TO_SPEC,
                "From the intent proposed to its first spec approved.",
                "intent.proposed",
                "spec.approved"),
            pace(
                "Spec to complete",
                Names.INTENT_SPEC_TO_COMPLETE,
                "From the first spec approved to the last one complete.",
                "spec.approved",
                "contract.verified"))
        .row("Trust", levels(), trust(), drift())
        .row("Event stream", stream(), rates())
        .row("Traces", orphans(), waiting(), explorer(), waterfall());
  }

  private static Panel signals() {
    return stat("Active signals")
        .says("Signals that are captured, active or clustered, of the chosen autonomy levels.")
        .asks(
            "active",
            Series.of(Names.INTENT_SIGNALS_BY_LEVEL).chosen(Names.LABEL_LEVEL, AUTONOMY).now())
        .in(Unit.COUNT)
        .filledBy("signal.created")
        .leadsTo(observe("The signals", "/api/v1/entities?kind=signal"));
  }

  private static Panel intents() {
    return stat("Active intents")
        .says("Intents that are neither complete nor archived.")
        .asks("active", Series.of(Names.INTENT_INTENTS_ACTIVE).now())
        .in(Unit.COUNT)
        .filledBy("intent.proposed")
        .leadsTo(observe("The intents", "/api/v1/traces"));
  }

  private static Panel specs() {
    return stat("Specs in progress")
        .says("Specs that are not complete.")
        .asks("in progress", Series.of(Names.INTENT_SPECS_IN_PROGRESS).now())
        .in(Unit.COUNT)
        .filledBy("spec.created")
        .leadsTo(observe("The specs", "/api/v1/entities?kind=spec"));
  }

  private static Panel passed() {
    Series contracts = Series.of(Names.INTENT_CONTRACTS);
    return stat("Contracts passed")
        .says("Share of evaluations of contracts that passed, over the whole record.")
        .asks(
            "passed",
            contracts
                .where(Names.LABEL_RESULT, "pass")
                .now()
                .orZero(contracts.now())
                .over(contracts.now()))
        .in(Unit.SHARE)
        .coloured(Thresholds.from(RED).then(0.80, AMBER).then(0.95, GREEN))
        .filledBy("contract.verified", "contract.failed")
        .leadsTo(observe("The contracts", "/api/v1/entities?kind=contract"));
  }

  private static Panel captured() {
    return stat("Signals captured")
        .says(
            "Signals that reached the metrics backend within the time shown, from the chosen sources.")
        .asks(
            "captured",
            Series.of(Names.INTENT_SIGNALS)
                .where(Names.LABEL_STATUS, "captured")
                .chosen(Names.LABEL_SOURCE, SOURCE)
                .growth())
        .in(Unit.COUNT)
        .filledBy("signal.created")
        .leadsTo(observe("The events", "/api/v1/events?type=signal.created"));
  }

  private static Panel failed() {
    Series contracts = Series.of(Names.INTENT_CONTRACTS);
    return stat("Contracts failed")
        .says("Evaluations that failed within the time shown.")
        .asks(
            "failed", contracts.where(Names.LABEL_RESULT, "fail").growth().orZero(contracts.now()))
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, RED))
        .filledBy("contract.failed")
        .leadsTo(observe("The events", "/api/v1/events?type=contract.failed"));
  }

  private static Panel pace(String title, String metric, String meaning, String... events) {
    Series time = Series.of(metric);
    return stat(title)
        .size(8, 5)
        .says(meaning + " Median and 95th percentile of what ended within the time shown.")
        .asks("median", time.quantile(0.5))
        .asks("p95", time.quantile(0.95))
        .in(Unit.SECONDS)
        .coloured(PACE)
        .filledBy(events)
        .leadsTo(observe("The intents", "/api/v1/traces"));
  }

  private static Panel levels() {
    return bars("Signals by autonomy level")
        .says("How much agents may do alone: from L0, a person drives, to L4, full autonomy.")
        .asks(
            "{{autonomy_level}}",
            Series.of(Names.INTENT_SIGNALS_BY_LEVEL)
                .chosen(Names.LABEL_LEVEL, AUTONOMY)
                .now(Names.LABEL_LEVEL))
        .in(Unit.COUNT)
        .seriesColoured("L0", RED)
        .seriesColoured("L1", AMBER)
        .seriesColoured("L2", BLUE)
        .seriesColoured("L3", GREEN)
        .seriesColoured("L4", EMERALD)
        .filledBy("signal.created", "signal.enriched")
        .leadsTo(observe("The signals", "/api/v1/entities?kind=signal"))
        .valueLeadsTo(
            observe(
                "Signals of this level",
                "/api/v1/entities?kind=signal&level=${__field.labels.autonomy_level}"));
  }

  private static Panel trust() {
    return bars("Trust of signals")
        .says("How the trust of all signals is spread: median and the outer tenths.")
        .asks("lowest tenth", Series.of(Names.INTENT_TRUST_SCORE).quantile(0.1))
        .asks("median", Series.of(Names.INTENT_TRUST_SCORE).quantile(0.5))
        .asks("highest tenth", Series.of(Names.INTENT_TRUST_SCORE).quantile(0.9))
        .in(Unit.PLAIN)
        .coloured(
            Thresholds.from(RED)
                .then(0.2, AMBER)
                .then(0.4, BLUE)
                .then(0.6, GREEN)
                .then(0.85, EMERALD))
        .filledBy("signal.enriched")
        .leadsTo(observe("The signals", "/api/v1/entities?kind=signal"));
  }

  private static Panel drift() {
    return timeSeries("Mean trust of active signals")
        .size(8, 8)
        .says("A fall of more than 0.1 within a week raises the alert TrustDrift.")
        .asks("trust", Series.of(Names.INTENT_SIGNALS_TRUST_AVG).now())
        .in(Unit.PLAIN)
        .filledBy("signal.enriched")
        .leadsTo(observe("The alerts", "/api/v1/alerts"));
  }

  private static Panel stream() {
    return table("Events as they come")
        .size(24, 10)
        .says("Every event of the chosen sources, newest first. Its trace is a click away.")
        .asks(
            new Query.Logs(
                "",
                Lines.of(Names.INTENT_SERVICE)
                    .chosen(Names.ATTR_SOURCE, SOURCE)
                    .chosen(Names.ATTR_DATA + "autonomy_level", AUTONOMY)
                    .logql()))
        .column("Time", "Time")
        .column(Lines.label(Names.ATTR_EVENT_TYPE), "Event")
        .column(Lines.label(Names.ATTR_REF), "About")
        .column(Lines.label(Names.ATTR_SOURCE), "Source")
        .column(Lines.label(Names.ATTR_ACTOR), "Actor")
        .column("trace_id", "Trace")
        .in(Unit.PLAIN)
        .filledBy("signal.created")
        .leadsTo(observe("The events", "/api/v1/events"))
        .columnLeadsTo("Trace", observe("The trace", "/api/v1/traces/${__value.raw}"))
        .columnLeadsTo("About", observe("The events", "/api/v1/events?entity=${__value.raw}"));
  }

  private static Panel rates() {
    return timeSeries("Events by type")
        .size(24, 7)
        .says(
            "Events that reached the record, in each stretch of an hour, from the chosen sources.")
        .asks(
            "{{event_type}}",
            Series.of(Names.INTENT_EVENTS)
                .chosen(Names.LABEL_SOURCE, SOURCE)
                .growthWithin("1h", Names.LABEL_EVENT_TYPE))
        .stacked()
        .in(Unit.COUNT)
        .filledBy("signal.created")
        .leadsTo(observe("The events", "/api/v1/events"))
        .valueLeadsTo(
            observe("Events of this type", "/api/v1/events?type=${__field.labels.event_type}"));
  }

  private static Panel orphans() {
    return stat("Orphan signals")
        .size(6, 4)
        .says("Signals that are in no intent's trace yet: they await promotion.")
        .asks("orphans", Series.of(Names.INTENT_PIPELINE_DEPTH).now())
        .in(Unit.COUNT)
        .filledBy("signal.created")
        .leadsTo(observe("The signals", "/api/v1/entities?kind=signal"));
  }

  private static Panel waiting() {
    return stat("In flight")
        .size(6, 4)
        .says("Active signals, specs not complete and contracts without a verdict, together.")
        .asks("in flight", Series.of(Names.INTENT_PIPELINE_IN_FLIGHT).now())
        .in(Unit.COUNT)
        .filledBy("signal.created", "spec.created", "contract.started")
        .leadsTo(observe("What stalls", "/api/v1/traces?stalled_for=7d"));
  }

  private static Panel explorer() {
    return table("Intents as traces")
        .size(24, 9)
        .says(
            "One row an intent, as the trace backend holds it. What is older than its retention, or"
                + " arrived late, is complete below and under the link.")
        .asks(
            new Query.Traces(
                "{ resource.service.name = \""
                    + Names.INTENT_SERVICE
                    + "\" && span."
                    + Names.ATTR_KIND
                    + " = \"intent\" }",
                50))
        .in(Unit.PLAIN)
        .filledBy("intent.proposed")
        .leadsTo(observe("All of them", "/api/v1/traces"));
  }

  private static Panel waterfall() {
    return trace("One trace, from the record")
        .says("The trace whose id is typed above, complete however old it is.")
        .asks(new Query.Recorded("$trace"))
        .in(Unit.PLAIN)
        .whenEmpty("Type or paste a trace id above")
        .leadsTo(observe("All traces", "/api/v1/traces"));
  }
}
