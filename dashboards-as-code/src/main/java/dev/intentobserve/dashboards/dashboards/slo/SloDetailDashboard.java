package dev.intentobserve.dashboards.dashboards.slo;

import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.barGauge;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.stateTimeline;
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
import dev.intentobserve.slo.BurnAlert;

/** One objective: how it stands, how fast its budget burns, when it will be gone, what failed. */
public final class SloDetailDashboard {
  private static final long WEEK = 7 * 86_400;

  public static final DashboardVariable SLO =
      new DashboardVariable.Label(
          "slo", "Objective", TimeSeries.of(TelemetryNames.SLO_TARGET), TelemetryNames.LABEL_SLO);

  private static final TimeSeries STATES =
      TimeSeries.of(TelemetryNames.SLO_STATE).filteredBy(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries BUDGET =
      TimeSeries.of(TelemetryNames.SLO_BUDGET_REMAINING).filteredBy(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries BURN =
      TimeSeries.of(TelemetryNames.SLO_BURN_RATE).filteredBy(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries CASES =
      TimeSeries.of(TelemetryNames.SLO_EVENTS).filteredBy(TelemetryNames.LABEL_SLO, SLO);
  private static final TimeSeries BAD = CASES.where(TelemetryNames.LABEL_OUTCOME, "bad");

  private static final PanelLink OBJECTIVE =
      observe("This objective, in words", "/api/v1/slos/${slo}");
  private static final PanelLink FAILURES =
      observe("The failures", "/api/v1/slos/${slo}/events?outcome=bad");
  private static final String UNJUDGED = "Not judged yet: the next tick is at most 15 seconds away";

  private SloDetailDashboard() {}

  public static Dashboard create() {
    return dashboard("slo-detail", "Objectives: one of them")
        .description(
            "One objective: its budget, how fast it burns, when it will be gone, and what failed."
                + " On the command line: bin/intent-observe slo NAME, and slo NAME --events.")
        .tags("slo")
        .timeRange("now-24h", "30s")
        .variables(SLO)
        .row("Now", state(), target(), left(), fastest(), good(), bad())
        .row("Budget", budget(), windows(), burns())
        .row("Forecast", gone(), ahead(), forecast())
        .row("Cases", cases(), failing())
        .row("Alerts", history(), alerts());
  }

  private static Panel state() {
    return SloPanels.reading(
            stat("State", DisplayUnit.PLAIN)
                .description(
                    "Critical: both windows of a critical pair burn, or more failed than may. Warning:"
                        + " those of another pair, or less than a tenth of the budget is left. Without"
                        + " enough cases nothing is judged."))
        .query("state", SloPanels.state(STATES))
        .whenEmpty(UNJUDGED)
        .linksTo(OBJECTIVE);
  }

  private static Panel target() {
    return stat("Target", DisplayUnit.RATIO)
        .description("Share of the cases that must go well within the objective's window.")
        .query(
            "target",
            TimeSeries.of(TelemetryNames.SLO_TARGET)
                .filteredBy(TelemetryNames.LABEL_SLO, SLO)
                .now(TelemetryNames.LABEL_SLO))
        .whenEmpty(UNJUDGED)
        .linksTo(OBJECTIVE);
  }

  private static Panel left() {
    return stat("Budget left", DisplayUnit.RATIO)
        .description("Part of the allowed failures that is left; negative once it is overspent.")
        .query("left", SloPanels.budget(BUDGET))
        .thresholds(SloPanels.BUDGET)
        .whenEmpty("No case within the objective's window, or a target that allows no failure")
        .linksTo(OBJECTIVE);
  }

  private static Panel fastest() {
    return stat("Fastest burn", DisplayUnit.PLAIN)
        .description("In whichever window the budget burns fastest; 1 is sustainable.")
        .query("burn", SloPanels.burn(BURN))
        .thresholds(SloPanels.BURN)
        .whenEmpty("No case within any of the windows that raise alerts")
        .linksTo(OBJECTIVE);
  }

  private static Panel good() {
    return count(
        "Good cases",
        CASES.where(TelemetryNames.LABEL_OUTCOME, "good"),
        Thresholds.from(GREEN),
        observe("The good ones", "/api/v1/slos/${slo}/events?outcome=good"));
  }

  private static Panel bad() {
    return count("Bad cases", BAD, Thresholds.from(GREEN).then(1, RED), FAILURES);
  }

  private static Panel count(String title, TimeSeries cases, Thresholds colours, PanelLink link) {
    return stat(title, DisplayUnit.COUNT)
        .description(
            "Cases that reached the metrics backend within the time shown. The service itself"
                + " counts by when they happened, in the objective's window: follow the link, or"
                + " run bin/intent-observe slo ${slo} --events.")
        .query("cases", cases.growth(TelemetryNames.LABEL_SLO))
        .thresholds(colours)
        .whenEmpty("No case ever")
        .linksTo(link);
  }

  private static Panel budget() {
    return timeSeries("Budget left over time", DisplayUnit.RATIO)
        .description(
            "It falls with each failure and rises when failures leave the window. The lines: a"
                + " tenth is left, nothing is left.")
        .query("left", SloPanels.budget(BUDGET))
        .thresholds(SloPanels.BUDGET)
        .whenEmpty("No case within the objective's window, or a target that allows no failure")
        .linksTo(FAILURES);
  }

  private static Panel windows() {
    return barGauge("Burn by window", DisplayUnit.PLAIN)
        .description(
            "Each window that raises alerts. They come in pairs, the short one a twelfth of the"
                + " long one: the long says that it matters, the short that it goes on.")
        .query("{{window}}", BURN.largest(TelemetryNames.LABEL_WINDOW).numbersOnly())
        .thresholds(SloPanels.BURN)
        .size(12, 8)
        .whenEmpty("No case within any of the windows that raise alerts")
        .linksTo(OBJECTIVE);
  }

  private static Panel burns() {
    return timeSeries("Burn by window over time", DisplayUnit.PLAIN)
        .description(
            "How many times faster than sustainable the budget burns. The lines: 1 is sustainable,"
                + " 14.4 in both windows of the fastest pair is critical. A window without cases"
                + " has no rate.")
        .size(24, 8)
        .query("{{window}}", BURN.largest(TelemetryNames.LABEL_WINDOW).numbersOnly())
        .thresholds(SloPanels.BURN)
        .whenEmpty("No case within any of the windows that raise alerts")
        .linksTo(FAILURES);
  }

  private static Panel gone() {
    return stat("Budget gone in", DisplayUnit.SECONDS)
        .description(
            "How long the budget lasts if it goes on falling along the straight line through the"
                + " last six hours, or three days. Assumes that cases keep coming as they did and"
                + " that failures leave the window as fast as they did. The service's own forecast,"
                + " from burn rates, is budget.exhausted under the link.")
        .size(8, 6)
        .query("as in the last 6 hours", lasting("6h"))
        .query("as in the last 3 days", lasting("3d"))
        .thresholds(Thresholds.from(RED).then(86_400, AMBER).then(WEEK, GREEN))
        .whenEmpty("It does not fall: nothing runs out")
        .linksTo(OBJECTIVE);
  }

  /** What is left, by what is lost a second; nothing where it rises or is gone already. */
  private static PromQlExpr lasting(String window) {
    return BUDGET
        .largest(TelemetryNames.LABEL_SLO)
        .above(0)
        .shareOf(BUDGET.slope(window, TelemetryNames.LABEL_SLO).times(-1));
  }

  private static Panel ahead() {
    return stat("Budget in a week", DisplayUnit.RATIO)
        .description(
            "Where the straight line through the last three days leads. A line knows neither"
                + " weekends nor that a budget is never more than whole: read it as a direction.")
        .size(8, 6)
        .query("in a week", BUDGET.predicted("3d", WEEK, TelemetryNames.LABEL_SLO).numbersOnly())
        .thresholds(SloPanels.BUDGET)
        .whenEmpty("Less than a day of judgements with cases to draw a line through")
        .linksTo(OBJECTIVE);
  }

  private static Panel forecast() {
    return timeSeries("Forecast over time", DisplayUnit.RATIO)
        .description(
            "What was to be expected a week later, by the straight line through the three days"
                + " before each moment, and what was left then. Below zero: it was about to run"
                + " out.")
        .size(8, 6)
        .query("left", SloPanels.budget(BUDGET))
        .query("a week later", BUDGET.predicted("3d", WEEK, TelemetryNames.LABEL_SLO).numbersOnly())
        .thresholds(SloPanels.BUDGET)
        .whenEmpty("Less than a day of judgements with cases to draw a line through")
        .linksTo(OBJECTIVE);
  }

  private static Panel cases() {
    return timeSeries("Cases", DisplayUnit.COUNT)
        .description(
            "Good and bad cases that reached the metrics backend in each stretch of an hour.")
        .query("{{outcome}}", CASES.growthWithin("1h", TelemetryNames.LABEL_OUTCOME))
        .stacked()
        .seriesColour("good", GREEN)
        .seriesColour("bad", RED)
        .whenEmpty("No case ever")
        .linksTo(observe("The cases", "/api/v1/slos/${slo}/events"));
  }

  private static Panel failing() {
    PromQlExpr all = CASES.growthWithin("1h", TelemetryNames.LABEL_SLO);
    return timeSeries("Share of failures", DisplayUnit.SHARE)
        .description(
            "In each stretch of an hour. An hour without cases has no share: it is not 0 %.")
        .query("failed", BAD.growthWithin("1h", TelemetryNames.LABEL_SLO).shareOf(all))
        .whenEmpty("No case within any hour shown")
        .linksTo(FAILURES);
  }

  private static Panel history() {
    return SloPanels.reading(
            stateTimeline("State over time", DisplayUnit.PLAIN)
                .description(
                    "The nearest that metrics come to this objective's alerts: it is critical or warning"
                        + " while one fires, and also while its budget is nearly gone. Alerts one by one,"
                        + " with their times, are under the links."))
        .size(24, 5)
        .query("{{slo}}", SloPanels.state(STATES))
        .whenEmpty(UNJUDGED)
        .linksTo(
            observe("Its alerts", "/api/v1/alerts?rule=" + BurnAlert.NAME + "&label.slo=${slo}"))
        .linksTo(
            observe(
                "Its resolved alerts",
                "/api/v1/alerts?state=resolved&rule=" + BurnAlert.NAME + "&label.slo=${slo}"));
  }

  private static Panel alerts() {
    return timeSeries("Burn alerts of all objectives", DisplayUnit.COUNT)
        .description(
            "Alerts about burning budgets, by severity. The metric does not say which objective"
                + " each is about; the links of the panel above do.")
        .size(24, 6)
        .query(
            "{{severity}}",
            TimeSeries.of(TelemetryNames.ALERTS_FIRING)
                .where(TelemetryNames.LABEL_RULE, BurnAlert.NAME)
                .largest(TelemetryNames.LABEL_SEVERITY))
        .stacked()
        .seriesColour("critical", RED)
        .seriesColour("warning", AMBER)
        .whenEmpty("No budget has burned since the service started")
        .linksTo(observe("All burn alerts", "/api/v1/alerts?rule=" + BurnAlert.NAME));
  }
}
