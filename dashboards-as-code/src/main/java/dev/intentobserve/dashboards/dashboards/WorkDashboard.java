package dev.intentobserve.dashboards.dashboards;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.BLUE;
import static dev.intentobserve.dashboards.vocabulary.Colour.EMERALD;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.Panel.trace;
import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;
import java.util.List;

/**
 * The work as a whole: what waits, how long it takes, whom it is trusted to, what just happened.
 */
final class WorkDashboard {
  private static final DashboardVariable SOURCE =
      new DashboardVariable.Labels(
          "source",
          "Source",
          TimeSeries.of(TelemetryNames.INTENT_EVENTS),
          TelemetryNames.LABEL_SOURCE);
  private static final DashboardVariable AUTONOMY =
      new DashboardVariable.Choice("autonomy", "Autonomy", List.of("L0", "L1", "L2", "L3", "L4"));
  private static final DashboardVariable TRACE =
      new DashboardVariable.Text("trace", "Trace id", "");

  private static final double DAY = 86_400;
  private static final Thresholds PACE =
      Thresholds.from(GREEN).then(3 * DAY, AMBER).then(7 * DAY, RED);

  private WorkDashboard() {}

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
                TelemetryNames.INTENT_SIGNAL_TO_INTENT,
                "From the first signal captured to the intent proposed.",
                "signal.created",
                "intent.proposed"),
            pace(
                "Intent to spec",
                TelemetryNames.INTENT_INTENT_TO_SPEC,
                "From the intent proposed to its first spec approved.",
                "intent.proposed",
                "spec.approved"),
            pace(
                "Spec to complete",
                TelemetryNames.INTENT_SPEC_TO_COMPLETE,
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
            TimeSeries.of(TelemetryNames.INTENT_SIGNALS_BY_LEVEL)
                .chosen(TelemetryNames.LABEL_LEVEL, AUTONOMY)
                .now())
        .in(DisplayUnit.COUNT)
        .filledBy("signal.created")
        .linksTo(observe("The signals", "/api/v1/entities?kind=signal"));
  }

  private static Panel intents() {
    return stat("Active intents")
        .says("Intents that are neither complete nor archived.")
        .asks("active", TimeSeries.of(TelemetryNames.INTENT_INTENTS_ACTIVE).now())
        .in(DisplayUnit.COUNT)
        .filledBy("intent.proposed")
        .linksTo(observe("The intents", "/api/v1/traces"));
  }

  private static Panel specs() {
    return stat("Specs in progress")
        .says("Specs that are not complete.")
        .asks("in progress", TimeSeries.of(TelemetryNames.INTENT_SPECS_IN_PROGRESS).now())
        .in(DisplayUnit.COUNT)
        .filledBy("spec.created")
        .linksTo(observe("The specs", "/api/v1/entities?kind=spec"));
  }

  private static Panel passed() {
    TimeSeries contracts = TimeSeries.of(TelemetryNames.INTENT_CONTRACTS);
    return stat("Contracts passed")
        .says("Share of evaluations of contracts that passed, over the whole record.")
        .asks(
            "passed",
            contracts
                .where(TelemetryNames.LABEL_RESULT, "pass")
                .now()
                .orZero(contracts.now())
                .over(contracts.now()))
        .in(DisplayUnit.SHARE)
        .coloured(Thresholds.from(RED).then(0.80, AMBER).then(0.95, GREEN))
        .filledBy("contract.verified", "contract.failed")
        .linksTo(observe("The contracts", "/api/v1/entities?kind=contract"));
  }

  private static Panel captured() {
    return stat("Signals captured")
        .says(
            "Signals that reached the metrics backend within the time shown, from the chosen"
                + " sources.")
        .asks(
            "captured",
            TimeSeries.of(TelemetryNames.INTENT_SIGNALS)
                .where(TelemetryNames.LABEL_STATUS, "captured")
                .chosen(TelemetryNames.LABEL_SOURCE, SOURCE)
                .growth())
        .in(DisplayUnit.COUNT)
        .filledBy("signal.created")
        .linksTo(observe("The events", "/api/v1/events?type=signal.created"));
  }

  private static Panel failed() {
    TimeSeries contracts = TimeSeries.of(TelemetryNames.INTENT_CONTRACTS);
    return stat("Contracts failed")
        .says("Evaluations that failed within the time shown.")
        .asks(
            "failed",
            contracts.where(TelemetryNames.LABEL_RESULT, "fail").growth().orZero(contracts.now()))
        .in(DisplayUnit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, RED))
        .filledBy("contract.failed")
        .linksTo(observe("The events", "/api/v1/events?type=contract.failed"));
  }

  private static Panel pace(String title, String metric, String meaning, String... events) {
    TimeSeries time = TimeSeries.of(metric);
    return stat(title)
        .size(8, 5)
        .says(meaning + " Median and 95th percentile of what ended within the time shown.")
        .asks("median", time.quantile(0.5))
        .asks("p95", time.quantile(0.95))
        .in(DisplayUnit.SECONDS)
        .coloured(PACE)
        .filledBy(events)
        .linksTo(observe("The intents", "/api/v1/traces"));
  }

  private static Panel levels() {
    return bars("Signals by autonomy level")
        .says("How much agents may do alone: from L0, a person drives, to L4, full autonomy.")
        .asks(
            "{{autonomy_level}}",
            TimeSeries.of(TelemetryNames.INTENT_SIGNALS_BY_LEVEL)
                .chosen(TelemetryNames.LABEL_LEVEL, AUTONOMY)
                .now(TelemetryNames.LABEL_LEVEL))
        .in(DisplayUnit.COUNT)
        .seriesColoured("L0", RED)
        .seriesColoured("L1", AMBER)
        .seriesColoured("L2", BLUE)
        .seriesColoured("L3", GREEN)
        .seriesColoured("L4", EMERALD)
        .filledBy("signal.created", "signal.enriched")
        .linksTo(observe("The signals", "/api/v1/entities?kind=signal"))
        .valueLinksTo(
            observe(
                "Signals of this level",
                "/api/v1/entities?kind=signal&level=${__field.labels.autonomy_level}"));
  }

  private static Panel trust() {
    return bars("Trust of signals")
        .says("How the trust of all signals is spread: median and the outer tenths.")
        .asks("lowest tenth", TimeSeries.of(TelemetryNames.INTENT_TRUST_SCORE).quantile(0.1))
        .asks("median", TimeSeries.of(TelemetryNames.INTENT_TRUST_SCORE).quantile(0.5))
        .asks("highest tenth", TimeSeries.of(TelemetryNames.INTENT_TRUST_SCORE).quantile(0.9))
        .in(DisplayUnit.PLAIN)
        .coloured(
            Thresholds.from(RED)
                .then(0.2, AMBER)
                .then(0.4, BLUE)
                .then(0.6, GREEN)
                .then(0.85, EMERALD))
        .filledBy("signal.enriched")
        .linksTo(observe("The signals", "/api/v1/entities?kind=signal"));
  }

  private static Panel drift() {
    return timeSeries("Mean trust of active signals")
        .size(8, 8)
        .says("A fall of more than 0.1 within a week raises the alert TrustDrift.")
        .asks("trust", TimeSeries.of(TelemetryNames.INTENT_SIGNALS_TRUST_AVG).now())
        .in(DisplayUnit.PLAIN)
        .filledBy("signal.enriched")
        .linksTo(observe("The alerts", "/api/v1/alerts"));
  }

  private static Panel stream() {
    return table("Events as they come")
        .size(24, 10)
        .says("Every event of the chosen sources, newest first. Its trace is a click away.")
        .asks(
            new PanelQuery.Logs(
                "",
                LogLines.of(TelemetryNames.INTENT_SERVICE)
                    .chosen(TelemetryNames.ATTR_SOURCE, SOURCE)
                    .chosen(TelemetryNames.ATTR_DATA + "autonomy_level", AUTONOMY)
                    .logql()))
        .column("Time", "Time")
        .column(LogLines.label(TelemetryNames.ATTR_EVENT_TYPE), "Event")
        .column(LogLines.label(TelemetryNames.ATTR_REF), "About")
        .column(LogLines.label(TelemetryNames.ATTR_SOURCE), "Source")
        .column(LogLines.label(TelemetryNames.ATTR_ACTOR), "Actor")
        .column("trace_id", "Trace")
        .in(DisplayUnit.PLAIN)
        .filledBy("signal.created")
        .linksTo(observe("The events", "/api/v1/events"))
        .columnLinksTo("Trace", observe("The trace", "/api/v1/traces/${__value.raw}"))
        .columnLinksTo("About", observe("The events", "/api/v1/events?entity=${__value.raw}"));
  }

  private static Panel rates() {
    return timeSeries("Events by type")
        .size(24, 7)
        .says(
            "Events that reached the record, in each stretch of an hour, from the chosen sources.")
        .asks(
            "{{event_type}}",
            TimeSeries.of(TelemetryNames.INTENT_EVENTS)
                .chosen(TelemetryNames.LABEL_SOURCE, SOURCE)
                .growthWithin("1h", TelemetryNames.LABEL_EVENT_TYPE))
        .stacked()
        .in(DisplayUnit.COUNT)
        .filledBy("signal.created")
        .linksTo(observe("The events", "/api/v1/events"))
        .valueLinksTo(
            observe("Events of this type", "/api/v1/events?type=${__field.labels.event_type}"));
  }

  private static Panel orphans() {
    return stat("Orphan signals")
        .size(6, 4)
        .says("Signals that are in no intent's trace yet: they await promotion.")
        .asks("orphans", TimeSeries.of(TelemetryNames.INTENT_PIPELINE_DEPTH).now())
        .in(DisplayUnit.COUNT)
        .filledBy("signal.created")
        .linksTo(observe("The signals", "/api/v1/entities?kind=signal"));
  }

  private static Panel waiting() {
    return stat("In flight")
        .size(6, 4)
        .says("Active signals, specs not complete and contracts without a verdict, together.")
        .asks("in flight", TimeSeries.of(TelemetryNames.INTENT_PIPELINE_IN_FLIGHT).now())
        .in(DisplayUnit.COUNT)
        .filledBy("signal.created", "spec.created", "contract.started")
        .linksTo(observe("What stalls", "/api/v1/traces?stalled_for=7d"));
  }

  private static Panel explorer() {
    return table("Intents as traces")
        .size(24, 9)
        .says(
            "One row an intent, as the trace backend holds it. What is older than its retention, or"
                + " arrived late, is complete below and under the link.")
        .asks(
            new PanelQuery.Traces(
                "{ resource.service.name = \""
                    + TelemetryNames.INTENT_SERVICE
                    + "\" && span."
                    + TelemetryNames.ATTR_KIND
                    + " = \"intent\" }",
                50))
        .in(DisplayUnit.PLAIN)
        .filledBy("intent.proposed")
        .linksTo(observe("All of them", "/api/v1/traces"));
  }

  private static Panel waterfall() {
    return trace("One trace, from the record")
        .says("The trace whose id is typed above, complete however old it is.")
        .asks(new PanelQuery.StoredTrace("$trace"))
        .in(DisplayUnit.PLAIN)
        .whenEmpty("Type or paste a trace id above")
        .linksTo(observe("All traces", "/api/v1/traces"));
  }
}
