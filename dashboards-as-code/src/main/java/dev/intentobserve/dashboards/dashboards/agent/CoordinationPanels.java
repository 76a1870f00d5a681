package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.HOOKS;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.BLUE;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.NEUTRAL;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.gauge;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.TimeSeries.named;

import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.LogQlExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Thresholds;

/**
 * How well agents coordinate, from the typed attributes of the coordination contract. Hooks that do
 * not send them yet are blind; their shares stay empty, because nothing seen is not nothing there.
 */
final class CoordinationPanels {
  private CoordinationPanels() {}

  static Panel states() {
    return byState(bars("Coordination states"), true)
        .size(8, 8)
        .says(
            "Firings by the state of coordination. One that carries no state, or one that nobody"
                + " knows, is blind: not instrumented, which is not healthy.")
        .in(DisplayUnit.COUNT)
        .whenEmpty(HOOKS.nothing("log lines of hooks with phase end"))
        .linksTo(HOOKS.lines());
  }

  static Panel overTime() {
    return byState(timeSeries("Coordination over time"), false)
        .size(16, 8)
        .says("All four states in each step of the chart. A gap is a time without any firing.")
        .stacked()
        .in(DisplayUnit.COUNT)
        .whenEmpty(HOOKS.nothing("log lines of hooks with phase end"))
        .linksTo(HOOKS.lines());
  }

  static Panel friction() {
    return share(
        "Friction",
        "Share of firings that met friction, of those that say whether they did.",
        ExternalNames.ATTR_FRICTION);
  }

  static Panel corrections() {
    return share(
        "Corrections",
        "Share of firings in which a person corrected the agent, of those that say.",
        ExternalNames.ATTR_CORRECTION);
  }

  static Panel misses() {
    return share(
        "Memory misses",
        "Share of recalls that found nothing, of those that say whether they did.",
        ExternalNames.ATTR_MEMORY_MISS);
  }

  static Panel frictionTypes() {
    return bars("Kinds of friction")
        .size(6, 6)
        .says("Which kinds of friction recur, most often first.")
        .asks(
            named(ExternalNames.ATTR_FRICTION_TYPE),
            HooksDashboard.ends()
                .having(ExternalNames.ATTR_FRICTION_TYPE)
                .counted(ExternalNames.ATTR_FRICTION_TYPE)
                .top(10))
        .in(DisplayUnit.COUNT)
        .whenEmpty(typed(ExternalNames.ATTR_FRICTION_TYPE))
        .linksTo(HOOKS.lines());
  }

  static Panel memory() {
    return timeSeries("Memory reads and writes")
        .says("How often memory was read and written, in each step of the chart.")
        .asks("reads", HooksDashboard.ends().totalInEachStep(ExternalNames.ATTR_MEMORY_READS))
        .asks("writes", HooksDashboard.ends().totalInEachStep(ExternalNames.ATTR_MEMORY_WRITES))
        .in(DisplayUnit.COUNT)
        .whenEmpty(typed(ExternalNames.ATTR_MEMORY_READS))
        .linksTo(HOOKS.lines());
  }

  static Panel observers() {
    return bars("Observers")
        .size(12, 8)
        .says("Times an observer ran within the time shown, and what it detected and wrote down.")
        .asks(
            "ran",
            HooksDashboard.ends().matching(ExternalNames.ATTR_OBSERVER_RAN, "(?i)true").counted())
        .asks("detected", HooksDashboard.ends().total(ExternalNames.ATTR_OBSERVER_DETECTED))
        .asks("created", HooksDashboard.ends().total(ExternalNames.ATTR_OBSERVER_CREATED))
        .asks("updated", HooksDashboard.ends().total(ExternalNames.ATTR_OBSERVER_UPDATED))
        .in(DisplayUnit.COUNT)
        .whenEmpty(typed(ExternalNames.ATTR_OBSERVER_RAN))
        .linksTo(HOOKS.lines());
  }

  /** All four, the absent ones as zero as long as any hook fired. */
  private static Panel byState(Panel panel, boolean wholeRange) {
    LogLines all = HooksDashboard.ends();
    String state = ExternalNames.ATTR_COORDINATION;
    ask(panel, "healthy", GREEN, all.where(state, "healthy"), wholeRange);
    ask(panel, "degraded", AMBER, all.where(state, "degraded"), wholeRange);
    ask(panel, "blind", NEUTRAL, all.notMatching(state, "healthy|degraded|unknown"), wholeRange);
    return ask(panel, "unknown", BLUE, all.where(state, "unknown"), wholeRange);
  }

  private static Panel ask(
      Panel panel, String state, Colour colour, LogLines lines, boolean wholeRange) {
    LogLines all = HooksDashboard.ends();
    return panel
        .asks(
            state,
            wholeRange
                ? lines.counted().orZero(all.counted())
                : lines.countedInEachStep().orZero(all.countedInEachStep()))
        .seriesColoured(state, colour);
  }

  private static Panel share(String title, String meaning, String attribute) {
    LogQlExpr all = HooksDashboard.ends().having(attribute).counted();
    return gauge(title)
        .size(6, 6)
        .says(meaning + " Empty means that nobody says, not that there is none.")
        .asks(
            title,
            HooksDashboard.ends().matching(attribute, "(?i)true").counted().orZero(all).over(all))
        .in(DisplayUnit.SHARE)
        .coloured(Thresholds.from(GREEN).then(0.1, AMBER).then(0.3, RED))
        .whenEmpty(typed(attribute))
        .linksTo(HOOKS.lines());
  }

  private static String typed(String attribute) {
    return "Not instrumented, or not configured. "
        + HOOKS.nothing(
            attribute + ", which hooks send once they follow the coordination contract");
  }
}
