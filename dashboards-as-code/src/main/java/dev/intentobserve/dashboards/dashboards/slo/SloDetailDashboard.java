package dev.intentobserve.dashboards.dashboards.slo;

import static dev.intentobserve.dashboards.vocabulary.PanelLink.observe;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_SLO;
import static dev.intentobserve.model.metric.TelemetryNames.SLO_TARGET;

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
import dev.intentobserve.slo.BurnAlert;

/** One objective: state, error budget, burn rate, forecast, failures. */
public final class SloDetailDashboard {
  private static final long WEEK = 7 * 86_400;

  public static final DashboardVariable SLO =
      DashboardVariable.label("slo", "Objective", TimeSeries.of(SLO_TARGET), LABEL_SLO);

  private static final TimeSeries STATES =
      TimeSeries.of(TelemetryNames.SLO_STATE).filteredBy(LABEL_SLO, SLO);
  private static final TimeSeries BUDGET =
      TimeSeries.of(TelemetryNames.SLO_BUDGET_REMAINING).filteredBy(LABEL_SLO, SLO);
  private static final TimeSeries BURN =
      TimeSeries.of(TelemetryNames.SLO_BURN_RATE).filteredBy(LABEL_SLO, SLO);
  private static final TimeSeries CASES =
      TimeSeries.of(TelemetryNames.SLO_EVENTS).filteredBy(LABEL_SLO, SLO);
  private static final TimeSeries BAD = CASES.where(TelemetryNames.LABEL_OUTCOME, "bad");

  private static final PanelLink OBJECTIVE = observe("This objective", "/api/v1/slos/${slo}");
  private static final PanelLink FAILURES =
      observe("The failures", "/api/v1/slos/${slo}/events?outcome=bad");
  private static final String UNJUDGED =
      "Not evaluated yet: the next evaluation is at most 15 seconds away";

  private SloDetailDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard("slo-detail", "Objective in detail")
        .description(
            "One objective: budget, burn rate, forecast and failures. On the command line:"
                + " bin/intent-observe slo NAME, and slo NAME --events.")
        .tags("slo")
        .timeRange("now-24h", "30s")
        .variables(SLO)
        .row("Now", state(), target(), left(), fastest(), good(), bad())
        .row("Budget", budget(), windows(), burns())
        .row("Forecast", gone(), ahead(), forecast())
        .row("Events", cases(), failing())
        .row("Alerts", history(), alerts());
  }

  private static Panel state() {
    return Panel.stat("State", DisplayUnit.PLAIN)
        .description(
            "Critical: both windows of a critical pair burn, or the budget is overspent."
                + " Warning: both windows of another pair burn, or less than a tenth of the"
                + " budget is left. Without enough events there is no evaluation.")
        .valueTexts(SloPanels.stateTexts())
        .query("state", SloPanels.state(STATES))
        .from(UNJUDGED, OBJECTIVE);
  }

  private static Panel target() {
    return Panel.stat("Target", DisplayUnit.RATIO)
        .description("Share of events that must be good within the objective's window.")
        .query("target", TimeSeries.of(SLO_TARGET).filteredBy(LABEL_SLO, SLO).now(LABEL_SLO))
        .from(UNJUDGED, OBJECTIVE);
  }

  private static Panel left() {
    return Panel.stat("Budget left", DisplayUnit.RATIO)
        .description("The remaining part of the allowed failures; negative once it is overspent.")
        .query("left", SloPanels.budget(BUDGET))
        .thresholds(SloPanels.BUDGET)
        .whenEmpty("No event within the objective's window, or a target that allows no failure")
        .linksTo(OBJECTIVE);
  }

  private static Panel fastest() {
    return Panel.stat("Fastest burn", DisplayUnit.PLAIN)
        .description("The highest burn rate of all windows; 1 is sustainable.")
        .query("burn", SloPanels.burn(BURN))
        .thresholds(SloPanels.BURN)
        .from("No event within the alert windows", OBJECTIVE);
  }

  private static Panel good() {
    return count(
        "Good events",
        CASES.where(TelemetryNames.LABEL_OUTCOME, "good"),
        Thresholds.from(Colour.GREEN),
        observe("Good events", "/api/v1/slos/${slo}/events?outcome=good"));
  }

  private static Panel bad() {
    return count("Bad events", BAD, Thresholds.from(Colour.GREEN).then(1, Colour.RED), FAILURES);
  }

  private static Panel count(String title, TimeSeries cases, Thresholds colours, PanelLink link) {
    return Panel.stat(title, DisplayUnit.COUNT)
        .description(
            "Events that reached the metrics backend within the time shown. The service counts by"
                + " event time within the objective's window: follow the link, or run"
                + " bin/intent-observe slo ${slo} --events.")
        .query("events", cases.growth(LABEL_SLO))
        .thresholds(colours)
        .from("No event yet", link);
  }

  private static Panel budget() {
    return Panel.timeSeries("Budget left over time", DisplayUnit.RATIO)
        .description(
            "It falls with each failure and rises when failures leave the window. The lines mark a"
                + " tenth and zero.")
        .query("left", SloPanels.budget(BUDGET))
        .thresholds(SloPanels.BUDGET)
        .whenEmpty("No event within the objective's window, or a target that allows no failure")
        .linksTo(FAILURES);
  }

  private static Panel windows() {
    return Panel.barGauge("Burn by window", DisplayUnit.PLAIN)
        .description(
            "The burn rate of each alert window. Windows come in pairs, the short one a twelfth of"
                + " the long one: the long one shows that the burn matters, the short one that it"
                + " continues.")
        .query(BURN.largest(TelemetryNames.LABEL_WINDOW).numbersOnly())
        .thresholds(SloPanels.BURN)
        .size(12, 8)
        .from("No event within the alert windows", OBJECTIVE);
  }

  private static Panel burns() {
    return Panel.timeSeries("Burn by window over time", DisplayUnit.PLAIN)
        .description(
            "How many times faster than sustainable the budget burns. The lines: 1 is sustainable,"
                + " 14.4 in both windows of the fastest pair is critical. A window without events"
                + " has no rate.")
        .size(24, 8)
        .query(BURN.largest(TelemetryNames.LABEL_WINDOW).numbersOnly())
        .thresholds(SloPanels.BURN)
        .from("No event within the alert windows", FAILURES);
  }

  private static Panel gone() {
    return Panel.stat("Budget runs out in", DisplayUnit.SECONDS)
        .description(
            "How long the budget lasts if it keeps falling as in the last six hours, or three days,"
                + " along a straight line. Assumes the same volume and the same rate of failures"
                + " that leave the window. The service's own forecast from burn rates is"
                + " budget.exhausted behind the link.")
        .size(8, 6)
        .query("as in the last 6 hours", lasting("6h"))
        .query("as in the last 3 days", lasting("3d"))
        .thresholds(Thresholds.from(Colour.RED).then(86_400, Colour.AMBER).then(WEEK, Colour.GREEN))
        .from("The budget does not fall", OBJECTIVE);
  }

  /** Seconds until the budget is used up; no value where it rises or is used up already. */
  private static MetricExpr lasting(String window) {
    return BUDGET.largest(LABEL_SLO).above(0).shareOf(BUDGET.slope(window, LABEL_SLO).times(-1));
  }

  private static Panel ahead() {
    return Panel.stat("Budget in a week", DisplayUnit.RATIO)
        .description(
            "The budget in a week along the straight line of the last three days. The line ignores"
                + " weekends and may exceed 100 %: read it as a trend.")
        .size(8, 6)
        .query("in a week", BUDGET.predicted("3d", WEEK, LABEL_SLO).numbersOnly())
        .thresholds(SloPanels.BUDGET)
        .from("Less than a day of evaluations with events", OBJECTIVE);
  }

  private static Panel forecast() {
    return Panel.timeSeries("Forecast over time", DisplayUnit.RATIO)
        .description(
            "The forecast for a week later at each moment, from the three days before it, and the"
                + " budget at that moment. Below zero: it was about to run out.")
        .size(8, 6)
        .query("left", SloPanels.budget(BUDGET))
        .query("a week later", BUDGET.predicted("3d", WEEK, LABEL_SLO).numbersOnly())
        .thresholds(SloPanels.BUDGET)
        .from("Less than a day of evaluations with events", OBJECTIVE);
  }

  private static Panel cases() {
    return Panel.timeSeries("Events", DisplayUnit.COUNT)
        .description("Good and bad events per hour that reached the metrics backend.")
        .query(CASES.growthWithin("1h", TelemetryNames.LABEL_OUTCOME))
        .stacked()
        .seriesColour("good", Colour.GREEN)
        .seriesColour("bad", Colour.RED)
        .from("No event yet", observe("The events", "/api/v1/slos/${slo}/events"));
  }

  private static Panel failing() {
    MetricExpr all = CASES.growthWithin("1h", LABEL_SLO);
    return Panel.timeSeries("Share of failures", DisplayUnit.SHARE)
        .description("Per hour. An hour without events has no share, not 0 %.")
        .query("failed", BAD.growthWithin("1h", LABEL_SLO).shareOf(all))
        .from("No event in the hours shown", FAILURES);
  }

  private static Panel history() {
    return Panel.stateTimeline("State over time", DisplayUnit.PLAIN)
        .description(
            "Critical or warning while an alert of this objective fires, and also while its"
                + " budget is nearly used up. The links list the alerts with their times.")
        .valueTexts(SloPanels.stateTexts())
        .size(24, 5)
        .query(SloPanels.state(STATES))
        .whenEmpty(UNJUDGED)
        .linksTo(
            observe("Its alerts", "/api/v1/alerts?rule=" + BurnAlert.NAME + "&label.slo=${slo}"))
        .linksTo(
            observe(
                "Its resolved alerts",
                "/api/v1/alerts?state=resolved&rule=" + BurnAlert.NAME + "&label.slo=${slo}"));
  }

  private static Panel alerts() {
    return Panel.timeSeries("Burn alerts of all objectives", DisplayUnit.COUNT)
        .description(
            "Alerts about burning budgets, by severity. The metric has no label for the objective;"
                + " see the links of the panel above.")
        .size(24, 6)
        .query(
            TimeSeries.of(TelemetryNames.ALERTS_FIRING)
                .where(TelemetryNames.LABEL_RULE, BurnAlert.NAME)
                .largest(TelemetryNames.LABEL_SEVERITY))
        .stacked()
        .seriesColour("critical", Colour.RED)
        .seriesColour("warning", Colour.AMBER)
        .whenEmpty("No burn alert since the service started")
        .linksTo(observe("All burn alerts", "/api/v1/alerts?rule=" + BurnAlert.NAME));
  }
}
