package dev.intentobserve.dashboards.dashboards.slo;

import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.states;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.TelemetryNames;

/** All objectives at a glance: how each stands, what is left of its budget, what fires. */
public final class SloOverviewDashboard {
  private static final String UNJUDGED =
      "Nothing judged yet. Objectives are judged every 15 seconds; without any the service is not"
          + " scraped";

  private static final DashboardVariable SLO =
      new DashboardVariable.Labels(
          "slo", "Objective", TimeSeries.of(TelemetryNames.SLO_TARGET), TelemetryNames.LABEL_SLO);

  private static final TimeSeries STATES =
      TimeSeries.of(TelemetryNames.SLO_STATE).chosen(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries BUDGETS =
      TimeSeries.of(TelemetryNames.SLO_BUDGET_REMAINING).chosen(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries BURNS =
      TimeSeries.of(TelemetryNames.SLO_BURN_RATE).chosen(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries CASES =
      TimeSeries.of(TelemetryNames.SLO_EVENTS).chosen(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries TARGETS =
      TimeSeries.of(TelemetryNames.SLO_TARGET).chosen(TelemetryNames.LABEL_SLO, SLO);

  private SloOverviewDashboard() {}

  public static Dashboard board() {
    return dashboard("slo-overview", "Objectives: overview")
        .says("Which objectives hold, what is left of their budgets, and which alerts fire.")
        .tagged("slo")
        .shows("now-24h", "30s")
        .choose(SLO)
        .row("Now", counts(), firing(), objectives())
        .row("Over time", timeline(), budgets(), burns())
        .row("Alerts", alerts(), told());
  }

  private static Panel counts() {
    PromQlExpr inState = STATES.largest(TelemetryNames.LABEL_SLO, TelemetryNames.LABEL_STATE);
    return SloPanels.colouring(stat("Objectives by state"))
        .size(18, 4)
        .says(
            "How many of the chosen objectives are in each state. No data, or too few cases to"
                + " judge, is neither good nor bad.")
        .asks("{{state}}", inState.sum(TelemetryNames.LABEL_STATE))
        .in(DisplayUnit.COUNT)
        .whenEmpty(UNJUDGED)
        .linksTo(observe("The objectives", "/api/v1/slos"));
  }

  private static Panel firing() {
    TimeSeries firing = TimeSeries.of(TelemetryNames.ALERTS_FIRING);
    return stat("Alerts firing")
        .size(6, 4)
        .says("Alerts of every rule that fire now, those about the work itself included.")
        .asks(
            "firing",
            firing.largest(TelemetryNames.LABEL_RULE, TelemetryNames.LABEL_SEVERITY).sum())
        .in(DisplayUnit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, RED))
        .whenEmpty("No alert has fired since the service started")
        .linksTo(observe("What fires", "/api/v1/alerts"));
  }

  private static Panel objectives() {
    Panel table =
        table("All objectives")
            .size(24, 12)
            .says(
                "One row an objective. What is left of the budget is negative once it is overspent,"
                    + " and empty without cases. The fastest burn is that of any of its windows; 1"
                    + " spends the budget exactly within the objective's own. Cases and failures"
                    + " are those that reached the metrics backend within the time shown."
                    + " Objectives of several tenants with one name share a row: name them apart.")
            .column(TelemetryNames.LABEL_SLO, "Objective")
            .asks("State", SloPanels.state(STATES), DisplayUnit.PLAIN)
            .asks("Budget left", SloPanels.budget(BUDGETS), DisplayUnit.PART)
            .asks("Fastest burn", SloPanels.burn(BURNS), DisplayUnit.PLAIN)
            .asks("Target", TARGETS.now(TelemetryNames.LABEL_SLO), DisplayUnit.PART)
            .asks("Cases", CASES.growth(TelemetryNames.LABEL_SLO), DisplayUnit.COUNT)
            .asks(
                "Failures",
                CASES.where(TelemetryNames.LABEL_OUTCOME, "bad").growth(TelemetryNames.LABEL_SLO),
                DisplayUnit.COUNT)
            .in(DisplayUnit.PLAIN)
            .columnColoured("Budget left", SloPanels.BUDGET)
            .columnColoured("Fastest burn", SloPanels.BURN)
            .columnLinksTo(
                "Objective",
                PanelLink.dashboard(
                    "This objective", "slo-detail", SloDetailDashboard.SLO, PanelLink.VALUE))
            .whenEmpty(UNJUDGED)
            .linksTo(observe("The objectives, in words", "/api/v1/slos"));
    return SloPanels.reading(table, "State");
  }

  private static Panel timeline() {
    return SloPanels.reading(states("State of each objective"))
        .size(24, 12)
        .says("When an objective was in which state, as it was judged then.")
        .asks("{{slo}}", SloPanels.state(STATES))
        .in(DisplayUnit.PLAIN)
        .whenEmpty(UNJUDGED)
        .linksTo(observe("The objectives", "/api/v1/slos"))
        .valueLinksTo(
            PanelLink.dashboard(
                "This objective",
                "slo-detail",
                SloDetailDashboard.SLO,
                PanelLink.label(TelemetryNames.LABEL_SLO)));
  }

  private static Panel budgets() {
    return timeSeries("Budget left")
        .says(
            "What each objective may still fail, as part of what its window allows. Below a tenth"
                + " it warns; below zero more failed than may.")
        .asks("{{slo}}", SloPanels.budget(BUDGETS))
        .in(DisplayUnit.PART)
        .coloured(SloPanels.BUDGET)
        .filledBy("contract.verified", "contract.failed", "intent.proposed", "spec.approved")
        .linksTo(observe("The objectives", "/api/v1/slos"))
        .valueLinksTo(observe("Its cases", "/api/v1/slos/${__field.labels.slo}/events"));
  }

  private static Panel burns() {
    return timeSeries("Fastest burn")
        .says(
            "How many times faster than sustainable each budget burns, in whichever of its windows"
                + " it burns fastest. An alert needs both windows of a pair and at least two"
                + " failures, so a peak alone raises none.")
        .asks("{{slo}}", SloPanels.burn(BURNS))
        .in(DisplayUnit.PLAIN)
        .coloured(SloPanels.BURN)
        .filledBy("contract.verified", "contract.failed", "intent.proposed", "spec.approved")
        .linksTo(observe("The objectives", "/api/v1/slos"))
        .valueLinksTo(observe("Failures", "/api/v1/slos/${__field.labels.slo}/events?outcome=bad"));
  }

  private static Panel alerts() {
    return timeSeries("Alerts by rule")
        .says("Alerts that fired, by the rule that raised them and how severe they are.")
        .asks(
            "{{rule}} {{severity}}",
            TimeSeries.of(TelemetryNames.ALERTS_FIRING)
                .largest(TelemetryNames.LABEL_RULE, TelemetryNames.LABEL_SEVERITY))
        .stacked()
        .in(DisplayUnit.COUNT)
        .whenEmpty("No alert has fired since the service started")
        .linksTo(observe("What fires, and why", "/api/v1/alerts"))
        .valueLinksTo(observe("Of this rule", "/api/v1/alerts?rule=${__field.labels.rule}"));
  }

  private static Panel told() {
    return timeSeries("Who was told")
        .says(
            "Alerts sent to each channel in each stretch of an hour, and what became of them. Kept"
                + " back by a silence is silenced.")
        .asks(
            "{{channel}} {{outcome}}",
            TimeSeries.of(TelemetryNames.METRIC_NOTIFICATIONS)
                .growthWithin("1h", TelemetryNames.LABEL_CHANNEL, TelemetryNames.LABEL_OUTCOME))
        .stacked()
        .in(DisplayUnit.COUNT)
        .whenEmpty("Nobody was told anything: alerts.channels names whom to tell")
        .linksTo(observe("Delivery by delivery", "/api/v1/alerts/deliveries"));
  }
}
