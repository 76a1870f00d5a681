package dev.intentobserve.dashboards.dashboards;

import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;
import static dev.intentobserve.model.metric.TelemetryNames.INTENT_EVENTS;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_RESULT;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_SOURCE;

import dev.intentobserve.dashboards.vocabulary.Colour;
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

/** The work as a whole: waiting items, cycle times, trust, latest events, traces. */
final class WorkDashboard {
  private static final DashboardVariable SOURCE =
      DashboardVariable.labels("source", "Source", TimeSeries.of(INTENT_EVENTS), LABEL_SOURCE);
  private static final DashboardVariable AUTONOMY =
      DashboardVariable.choice("autonomy", "Autonomy", List.of("L0", "L1", "L2", "L3", "L4"));
  private static final DashboardVariable TRACE = DashboardVariable.text("trace", "Trace id", "");

  private static final double DAY = 86_400;
  private static final Thresholds PACE =
      Thresholds.from(Colour.GREEN).then(3 * DAY, Colour.AMBER).then(7 * DAY, Colour.RED);

  private WorkDashboard() {}

  static Dashboard create() {
    return Dashboard.dashboard("intent-observe", "Intent Observe")
        .description(
            "From signal to contract: what is waiting, how long it takes, and how much agents do on"
                + " their own.")
        .tags("intent", "observe", "otel")
        .timeRange("now-7d", "30s")
        .variables(SOURCE, AUTONOMY, TRACE)
        .row("Now", signals(), intents(), specs(), passed(), captured(), failed())
        .row(
            "Cycle time",
            pace(
                "Signal to intent",
                TelemetryNames.INTENT_SIGNAL_TO_INTENT,
                "From the first signal captured to the intent promoted.",
                "signal.created",
                "intent.proposed"),
            pace(
                "Intent to spec",
                TelemetryNames.INTENT_INTENT_TO_SPEC,
                "From the intent promoted to its first spec authored.",
                "intent.proposed",
                "spec.created"),
            pace(
                "Spec to complete",
                TelemetryNames.INTENT_SPEC_TO_COMPLETE,
                "From the first spec authored to all contracts passed.",
                "spec.created",
                "contract.verified"))
        .row("Trust", levels(), trust(), drift())
        .row("Event stream", stream(), rates())
        .row("Traces", orphans(), waiting(), explorer(), waterfall());
  }

  private static Panel signals() {
    return Panel.stat("Active signals", DisplayUnit.COUNT)
        .description("Open signals that are not in a cluster yet, of the selected autonomy levels.")
        .query(
            "active",
            TimeSeries.of(TelemetryNames.INTENT_SIGNALS_BY_LEVEL)
                .filteredBy(TelemetryNames.LABEL_LEVEL, AUTONOMY)
                .now())
        .filledByEvents("signal.created")
        .linksTo(observe("The signals", "/api/v1/entities?kind=signal"));
  }

  private static Panel intents() {
    return Panel.stat("Active intents", DisplayUnit.COUNT)
        .description("Intents that are neither complete nor archived.")
        .query("active", TimeSeries.of(TelemetryNames.INTENT_INTENTS_ACTIVE).now())
        .filledByEvents("intent.proposed")
        .linksTo(observe("The intents", "/api/v1/traces"));
  }

  private static Panel specs() {
    return Panel.stat("Specs in progress", DisplayUnit.COUNT)
        .description("Specs that are not complete.")
        .query("in progress", TimeSeries.of(TelemetryNames.INTENT_SPECS_IN_PROGRESS).now())
        .filledByEvents("spec.created")
        .linksTo(observe("The specs", "/api/v1/entities?kind=spec"));
  }

  private static Panel passed() {
    TimeSeries contracts = TimeSeries.of(TelemetryNames.INTENT_CONTRACTS);
    return Panel.stat("Contracts passed", DisplayUnit.SHARE)
        .description("Share of evaluations of contracts that passed, over the whole record.")
        .query("passed", contracts.where(LABEL_RESULT, "pass").now().partOf(contracts.now()))
        .thresholds(Thresholds.from(Colour.RED).then(0.80, Colour.AMBER).then(0.95, Colour.GREEN))
        .filledByEvents("contract.verified", "contract.failed")
        .linksTo(observe("The contracts", "/api/v1/entities?kind=contract"));
  }

  private static Panel captured() {
    return Panel.stat("Signals captured", DisplayUnit.COUNT)
        .description(
            "Signals that reached the metrics backend within the time shown, from the selected"
                + " sources.")
        .query(
            "captured",
            TimeSeries.of(TelemetryNames.INTENT_SIGNALS).filteredBy(LABEL_SOURCE, SOURCE).growth())
        .filledByEvents("signal.created")
        .linksTo(observe("The events", "/api/v1/events?type=signal.created"));
  }

  private static Panel failed() {
    TimeSeries contracts = TimeSeries.of(TelemetryNames.INTENT_CONTRACTS);
    return Panel.stat("Contracts failed", DisplayUnit.COUNT)
        .description("Evaluations that failed within the time shown.")
        .query("failed", contracts.where(LABEL_RESULT, "fail").growth().orZero(contracts.now()))
        .thresholds(Thresholds.from(Colour.GREEN).then(1, Colour.RED))
        .filledByEvents("contract.failed")
        .linksTo(observe("The events", "/api/v1/events?type=contract.failed"));
  }

  private static Panel pace(String title, String metric, String meaning, String... events) {
    TimeSeries time = TimeSeries.of(metric);
    return Panel.stat(title, DisplayUnit.SECONDS)
        .description(meaning + " Median and 95th percentile of what ended within the time shown.")
        .size(8, 5)
        .query("median", time.quantile(0.5))
        .query("p95", time.quantile(0.95))
        .thresholds(PACE)
        .filledByEvents(events)
        .linksTo(observe("The intents", "/api/v1/traces"));
  }

  private static Panel levels() {
    return Panel.barGauge("Signals by autonomy level", DisplayUnit.COUNT)
        .description(
            "How much agents may do alone: from L0, a person drives, to L4, full autonomy.")
        .query(
            TimeSeries.of(TelemetryNames.INTENT_SIGNALS_BY_LEVEL)
                .filteredBy(TelemetryNames.LABEL_LEVEL, AUTONOMY)
                .now(TelemetryNames.LABEL_LEVEL))
        .seriesColour("L0", Colour.RED)
        .seriesColour("L1", Colour.AMBER)
        .seriesColour("L2", Colour.BLUE)
        .seriesColour("L3", Colour.GREEN)
        .seriesColour("L4", Colour.EMERALD)
        .filledByEvents("signal.created", "signal.enriched")
        .linksTo(observe("The signals", "/api/v1/entities?kind=signal"))
        .valueLinksTo(
            observe(
                "Signals of this level",
                "/api/v1/entities?kind=signal&level=${__field.labels.autonomy_level}"));
  }

  private static Panel trust() {
    return Panel.barGauge("Trust of signals", DisplayUnit.PLAIN)
        .description("Distribution of the trust of all signals: median and the outer tenths.")
        .query("lowest tenth", TimeSeries.of(TelemetryNames.INTENT_TRUST_SCORE).quantile(0.1))
        .query("median", TimeSeries.of(TelemetryNames.INTENT_TRUST_SCORE).quantile(0.5))
        .query("highest tenth", TimeSeries.of(TelemetryNames.INTENT_TRUST_SCORE).quantile(0.9))
        .thresholds(
            Thresholds.from(Colour.RED)
                .then(0.2, Colour.AMBER)
                .then(0.4, Colour.BLUE)
                .then(0.6, Colour.GREEN)
                .then(0.85, Colour.EMERALD))
        .filledByEvents("signal.enriched")
        .linksTo(observe("The signals", "/api/v1/entities?kind=signal"));
  }

  private static Panel drift() {
    return Panel.timeSeries("Mean trust of active signals", DisplayUnit.PLAIN)
        .description("A fall of more than 0.1 within a week raises the alert TrustDrift.")
        .size(8, 8)
        .query("trust", TimeSeries.of(TelemetryNames.INTENT_SIGNALS_TRUST_AVG).now())
        .filledByEvents("signal.enriched")
        .linksTo(observe("The alerts", "/api/v1/alerts"));
  }

  private static Panel stream() {
    return Panel.table("Latest events")
        .description("Every event of the selected sources, newest first, with a link to its trace.")
        .size(24, 10)
        .query(
            LogLines.of(TelemetryNames.INTENT_SERVICE)
                .filteredBy(TelemetryNames.ATTR_SOURCE, SOURCE)
                .filteredBy(TelemetryNames.ATTR_DATA + "autonomy_level", AUTONOMY))
        .column("Time", "Time")
        .column(LogLines.label(TelemetryNames.ATTR_EVENT_TYPE), "Event")
        .column(LogLines.label(TelemetryNames.ATTR_REF), "About")
        .column(LogLines.label(TelemetryNames.ATTR_SOURCE), "Source")
        .column(LogLines.label(TelemetryNames.ATTR_ACTOR), "Actor")
        .column("trace_id", "Trace")
        .filledByEvents("signal.created")
        .linksTo(observe("The events", "/api/v1/events"))
        .columnLinksTo("Trace", observe("The trace", "/api/v1/traces/${__value.raw}"))
        .columnLinksTo("About", observe("The events", "/api/v1/events?entity=${__value.raw}"));
  }

  private static Panel rates() {
    return Panel.timeSeries("Events by type", DisplayUnit.COUNT)
        .description("Events per hour that reached the record, from the selected sources.")
        .size(24, 7)
        .query(
            TimeSeries.of(INTENT_EVENTS)
                .filteredBy(LABEL_SOURCE, SOURCE)
                .growthWithin("1h", TelemetryNames.LABEL_EVENT_TYPE))
        .stacked()
        .filledByEvents("signal.created")
        .linksTo(observe("The events", "/api/v1/events"))
        .valueLinksTo(
            observe("Events of this type", "/api/v1/events?type=${__field.labels.event_type}"));
  }

  private static Panel orphans() {
    return Panel.stat("Orphan signals", DisplayUnit.COUNT)
        .description(
            "Signals that are not part of an intent's trace yet: they are waiting for promotion.")
        .size(6, 4)
        .query("orphans", TimeSeries.of(TelemetryNames.INTENT_SIGNALS_AWAITING_PROMOTION).now())
        .filledByEvents("signal.created")
        .linksTo(observe("The signals", "/api/v1/entities?kind=signal"));
  }

  private static Panel waiting() {
    return Panel.stat("In flight", DisplayUnit.COUNT)
        .description(
            "Signals awaiting promotion, specs not complete and contracts without a verdict,"
                + " together.")
        .size(6, 4)
        .query("in flight", TimeSeries.of(TelemetryNames.INTENT_PIPELINE_DEPTH).now())
        .filledByEvents("signal.created", "spec.created", "contract.started")
        .linksTo(observe("Stalled intents", "/api/v1/traces?stalled_for=7d"));
  }

  private static Panel explorer() {
    return Panel.table("Intents as traces")
        .description(
            "One row per intent, from the trace backend. Traces older than its retention, and late"
                + " spans, are in the panel below and behind the link.")
        .size(24, 9)
        .query(
            PanelQuery.traces(
                "{ resource.service.name = \""
                    + TelemetryNames.INTENT_SERVICE
                    + "\" && span."
                    + TelemetryNames.ATTR_KIND
                    + " = \"intent\" }",
                50))
        .filledByEvents("intent.proposed")
        .linksTo(observe("All traces", "/api/v1/traces"));
  }

  private static Panel waterfall() {
    return Panel.trace("One trace, from the record")
        .description("The trace with the id entered above: complete, however old it is.")
        .query(PanelQuery.storedTrace("$trace"))
        .from("Enter a trace id above", observe("All traces", "/api/v1/traces"));
  }
}
