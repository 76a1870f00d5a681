package dev.intentobserve.dashboards.dashboards.slo;

import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_RULE;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_SEVERITY;

import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/** All objectives: states, error budgets, alerts. */
public final class SloOverviewDashboard {
  private static final String UNJUDGED =
      "Not evaluated yet. Objectives are evaluated every 15 seconds; if this stays empty, the"
          + " service is not scraped";

  private static final DashboardVariable SLO =
      DashboardVariable.labels(
          "slo", "Objective", TimeSeries.of(TelemetryNames.SLO_TARGET), TelemetryNames.LABEL_SLO);

  private static final TimeSeries STATES =
      TimeSeries.of(TelemetryNames.SLO_STATE).filteredBy(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries BUDGETS =
      TimeSeries.of(TelemetryNames.SLO_BUDGET_REMAINING).filteredBy(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries BURNS =
      TimeSeries.of(TelemetryNames.SLO_BURN_RATE).filteredBy(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries CASES =
      TimeSeries.of(TelemetryNames.SLO_EVENTS).filteredBy(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries TARGETS =
      TimeSeries.of(TelemetryNames.SLO_TARGET).filteredBy(TelemetryNames.LABEL_SLO, SLO);

  private SloOverviewDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard("slo-overview", "Objectives: overview")
        .description("The state of all objectives, their error budgets, and the active alerts.")
        .tags("slo")
        .timeRange("now-24h", "30s")
        .variables(SLO)
        .row("Now", counts(), firing(), objectives())
        .row("Over time", timeline(), budgets(), burns())
        .row("Alerts", alerts(), told());
  }

  private static Panel counts() {
    MetricExpr inState = STATES.largest(TelemetryNames.LABEL_SLO, TelemetryNames.LABEL_STATE);
    return SloPanels.withStateColours(
            Panel.stat("Objectives by state", DisplayUnit.COUNT)
                .description(
                    "How many of the selected objectives are in each state. No data, or too few"
                        + " events, is neither good nor bad."))
        .size(18, 4)
        .query(inState.sum(TelemetryNames.LABEL_STATE))
        .from(UNJUDGED, observe("The objectives", "/api/v1/slos"));
  }

  private static Panel firing() {
    TimeSeries firing = TimeSeries.of(TelemetryNames.ALERTS_FIRING);
    return Panel.stat("Alerts firing", DisplayUnit.COUNT)
        .description("Alerts of every rule that are firing, including those about the work itself.")
        .size(6, 4)
        .query("firing", firing.largest(LABEL_RULE, LABEL_SEVERITY).sum())
        .thresholds(Thresholds.from(Colour.GREEN).then(1, Colour.RED))
        .whenEmpty("No alert has fired since the service started")
        .linksTo(observe("Active alerts", "/api/v1/alerts"));
  }

  private static Panel objectives() {
    return Panel.table("All objectives")
        .description(
            "One row per objective. The remaining budget is negative once it is overspent, and"
                + " empty without events. The fastest burn is the highest of all windows; 1"
                + " uses the budget exactly within the objective's window. Events and failures"
                + " are those that reached the metrics backend within the time shown."
                + " Objectives of several tenants with the same name share a row: give them"
                + " different names.")
        .size(24, 12)
        .column(TelemetryNames.LABEL_SLO, "Objective")
        .query("State", SloPanels.state(STATES), DisplayUnit.PLAIN)
        .query("Budget left", SloPanels.budget(BUDGETS), DisplayUnit.RATIO)
        .query("Fastest burn", SloPanels.burn(BURNS), DisplayUnit.PLAIN)
        .query("Target", TARGETS.now(TelemetryNames.LABEL_SLO), DisplayUnit.RATIO)
        .query("Events", CASES.growth(TelemetryNames.LABEL_SLO), DisplayUnit.COUNT)
        .query(
            "Failures",
            CASES.where(TelemetryNames.LABEL_OUTCOME, "bad").growth(TelemetryNames.LABEL_SLO),
            DisplayUnit.COUNT)
        .columnLinksTo(
            "Objective",
            PanelLink.dashboard(
                "This objective", "slo-detail", SloDetailDashboard.SLO, PanelLink.VALUE))
        .columnValueTexts("State", SloPanels.stateTexts())
        .columnThresholds("Budget left", SloPanels.BUDGET)
        .columnThresholds("Fastest burn", SloPanels.BURN)
        .from(UNJUDGED, observe("The objectives", "/api/v1/slos"));
  }

  private static Panel timeline() {
    return Panel.stateTimeline("State of each objective", DisplayUnit.PLAIN)
        .description("The state of each objective over time, as evaluated at that time.")
        .valueTexts(SloPanels.stateTexts())
        .size(24, 12)
        .query(SloPanels.state(STATES))
        .from(UNJUDGED, observe("The objectives", "/api/v1/slos"))
        .valueLinksTo(
            PanelLink.dashboard(
                "This objective",
                "slo-detail",
                SloDetailDashboard.SLO,
                PanelLink.label(TelemetryNames.LABEL_SLO)));
  }

  private static Panel budgets() {
    return Panel.timeSeries("Budget left", DisplayUnit.RATIO)
        .description(
            "The remaining part of the failures that the window allows. Below a tenth the state is"
                + " warning; below zero the budget is overspent.")
        .query(SloPanels.budget(BUDGETS))
        .thresholds(SloPanels.BUDGET)
        .filledByEvents("contract.verified", "contract.failed", "intent.proposed", "spec.approved")
        .linksTo(observe("The objectives", "/api/v1/slos"))
        .valueLinksTo(observe("Its events", "/api/v1/slos/${__field.labels.slo}/events"));
  }

  private static Panel burns() {
    return Panel.timeSeries("Fastest burn", DisplayUnit.PLAIN)
        .description(
            "How many times faster than sustainable each budget burns, in the window with the"
                + " highest rate. An alert needs both windows of a pair and at least two failures,"
                + " so a peak alone raises no alert.")
        .query(SloPanels.burn(BURNS))
        .thresholds(SloPanels.BURN)
        .filledByEvents("contract.verified", "contract.failed", "intent.proposed", "spec.approved")
        .linksTo(observe("The objectives", "/api/v1/slos"))
        .valueLinksTo(observe("Failures", "/api/v1/slos/${__field.labels.slo}/events?outcome=bad"));
  }

  private static Panel alerts() {
    return Panel.timeSeries("Alerts by rule", DisplayUnit.COUNT)
        .description("Alerts that fired, by rule and severity.")
        .query(TimeSeries.of(TelemetryNames.ALERTS_FIRING).largest(LABEL_RULE, LABEL_SEVERITY))
        .stacked()
        .whenEmpty("No alert has fired since the service started")
        .linksTo(observe("Active alerts", "/api/v1/alerts"))
        .valueLinksTo(observe("Of this rule", "/api/v1/alerts?rule=${__field.labels.rule}"));
  }

  private static Panel told() {
    return Panel.timeSeries("Notifications", DisplayUnit.COUNT)
        .description(
            "Alerts per hour sent to each channel, by outcome. The outcome silenced means that a"
                + " silence suppressed the notification.")
        .query(
            TimeSeries.of(TelemetryNames.METRIC_NOTIFICATIONS)
                .growthWithin("1h", TelemetryNames.LABEL_CHANNEL, TelemetryNames.LABEL_OUTCOME))
        .stacked()
        .whenEmpty("No notification was sent: configure alerts.channels")
        .linksTo(observe("All deliveries", "/api/v1/alerts/deliveries"));
  }
}
