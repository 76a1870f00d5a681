package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Link.observe;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.states;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;

/** All objectives at a glance: how each stands, what is left of its budget, what fires. */
final class SloOverview {
  private static final String UNJUDGED =
      "Nothing judged yet. Objectives are judged every 15 seconds; without any the service is not"
          + " scraped";

  private static final Variable SLO =
      new Variable.Labels("slo", "Objective", Series.of(Names.SLO_TARGET), Names.LABEL_SLO);

  private static final Series STATES = Series.of(Names.SLO_STATE).chosen(Names.LABEL_SLO, SLO);
  private static final Series BUDGETS =
      Series.of(Names.SLO_BUDGET_REMAINING).chosen(Names.LABEL_SLO, SLO);
  private static final Series BURNS = Series.of(Names.SLO_BURN_RATE).chosen(Names.LABEL_SLO, SLO);
  private static final Series CASES = Series.of(Names.SLO_EVENTS).chosen(Names.LABEL_SLO, SLO);
  private static final Series TARGETS = Series.of(Names.SLO_TARGET).chosen(Names.LABEL_SLO, SLO);

  private SloOverview() {}

  static Dashboard board() {
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
    Expr inState = STATES.largest(Names.LABEL_SLO, Names.LABEL_STATE);
    return Objectives.colouring(stat("Objectives by state"))
        .size(18, 4)
        .says(
            "How many of the chosen objectives are in each state. No data, or too few cases to judge,"
                + " is neither good nor bad.")
        .asks("{{state}}", inState.sum(Names.LABEL_STATE))
        .in(Unit.COUNT)
        .whenEmpty(UNJUDGED)
        .leadsTo(observe("The objectives", "/api/v1/slos"));
  }

  private static Panel firing() {
    Series firing = Series.of(Names.ALERTS_FIRING);
    return stat("Alerts firing")
        .size(6, 4)
        .says("Alerts of every rule that fire now, those about the work itself included.")
        .asks("firing", firing.largest(Names.LABEL_RULE, Names.LABEL_SEVERITY).sum())
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, RED))
        .whenEmpty("No alert has fired since the service started")
        .leadsTo(observe("What fires", "/api/v1/alerts"));
  }

  private static Panel objectives() {
    Panel table =
        table("All objectives")
            .size(24, 12)
            .says(
                "One row an objective. What is left of the budget is negative once it is overspent,"
                    + " and empty without cases. The fastest burn is that of any of its windows; 1"
                    + " spends the budget exactly within the objective's own. Cases and failures are"
                    + " those that reached the metrics backend within the time shown. Objectives of"
                    + " several tenants with one name share a row: name them apart.")
            .column(Names.LABEL_SLO, "Objective")
            .asks("State", Objectives.state(STATES), Unit.PLAIN)
            .asks("Budget left", Objectives.budget(BUDGETS), Unit.PART)
            .asks("Fastest burn", Objectives.burn(BURNS), Unit.PLAIN)
            .asks("Target", TARGETS.now(Names.LABEL_SLO), Unit.PART)
            .asks("Cases", CASES.growth(Names.LABEL_SLO), Unit.COUNT)
            .asks(
                "Failures",
                CASES.where(Names.LABEL_OUTCOME, "bad").growth(Names.LABEL_SLO),
                Unit.COUNT)
            .in(Unit.PLAIN)
            .columnColoured("Budget left", Objectives.BUDGET)
            .columnColoured("Fastest burn", Objectives.BURN)
            .columnLeadsTo(
                "Objective",
                Link.dashboard("This objective", "slo-detail", SloDetail.SLO, Link.VALUE))
            .whenEmpty(UNJUDGED)
            .leadsTo(observe("The objectives, in words", "/api/v1/slos"));
    return Objectives.reading(table, "State");
  }

  private static Panel timeline() {
    return Objectives.reading(states("State of each objective"))
        .size(24, 12)
        .says("When an objective was in which state, as it was judged then.")
        .asks("{{slo}}", Objectives.state(STATES))
        .in(Unit.PLAIN)
        .whenEmpty(UNJUDGED)
        .leadsTo(observe("The objectives", "/api/v1/slos"))
        .valueLeadsTo(
            Link.dashboard(
                "This objective", "slo-detail", SloDetail.SLO, Link.label(Names.LABEL_SLO)));
  }

  private static Panel budgets() {
    return timeSeries("Budget left")
        .says(
            "What each objective may still fail, as part of what its window allows. Below a tenth it"
                + " warns; below zero more failed than may.")
        .asks("{{slo}}", Objectives.budget(BUDGETS))
        .in(Unit.PART)
        .coloured(Objectives.BUDGET)
        .filledBy("contract.verified", "contract.failed", "intent.proposed", "spec.approved")
        .leadsTo(observe("The objectives", "/api/v1/slos"))
        .valueLeadsTo(observe("Its cases", "/api/v1/slos/${__field.labels.slo}/events"));
  }

  private static Panel burns() {
    return timeSeries("Fastest burn")
        .says(
            "How many times faster than sustainable each budget burns, in whichever of its windows"
                + " it burns fastest. An alert needs both windows of a pair and at least two"
                + " failures, so a peak alone raises none.")
        .asks("{{slo}}", Objectives.burn(BURNS))
        .in(Unit.PLAIN)
        .coloured(Objectives.BURN)
        .filledBy("contract.verified", "contract.failed", "intent.proposed", "spec.approved")
        .leadsTo(observe("The objectives", "/api/v1/slos"))
        .valueLeadsTo(observe("Failures", "/api/v1/slos/${__field.labels.slo}/events?outcome=bad"));
  }

  private static Panel alerts() {
    return timeSeries("Alerts by rule")
        .says("Alerts that fired, by the rule that raised them and how severe they are.")
        .asks(
            "{{rule}} {{severity}}",
            Series.of(Names.ALERTS_FIRING).largest(Names.LABEL_RULE, Names.LABEL_SEVERITY))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty("No alert has fired since the service started")
        .leadsTo(observe("What fires, and why", "/api/v1/alerts"))
        .valueLeadsTo(observe("Of this rule", "/api/v1/alerts?rule=${__field.labels.rule}"));
  }

  private static Panel told() {
    return timeSeries("Who was told")
        .says(
            "Alerts sent to each channel in each stretch of an hour, and what became of them. Kept"
                + " back by a silence is silenced.")
        .asks(
            "{{channel}} {{outcome}}",
            Series.of(Names.METRIC_NOTIFICATIONS)
                .growthWithin("1h", Names.LABEL_CHANNEL, Names.LABEL_OUTCOME))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty("Nobody was told anything: alerts.channels names whom to tell")
        .leadsTo(observe("Delivery by delivery", "/api/v1/alerts/deliveries"));
  }
}
