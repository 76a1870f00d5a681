package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.HOOKS;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_FRICTION;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_FRICTION_TYPE;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_OBSERVER_RAN;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.BLUE;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.NEUTRAL;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;

import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Thresholds;

/**
 * How well agents coordinate, from the typed attributes of the coordination contract. Hooks that do
 * not send these attributes count as blind, and their shares stay empty: no data is not zero.
 */
final class CoordinationPanels {
  private CoordinationPanels() {}

  static Panel states() {
    return byState(
            Panel.barGauge("Coordination states", DisplayUnit.COUNT)
                .description(
                    "Firings by coordination state. A firing without a state, or with one that is"
                        + " not defined, is blind: not instrumented, which is not healthy."),
            true)
        .size(8, 8)
        .from(HOOKS.source("log lines of hooks with phase end"));
  }

  static Panel overTime() {
    return byState(
            Panel.timeSeries("Coordination over time", DisplayUnit.COUNT)
                .description(
                    "All four states in each step of the chart. A gap is a time without any"
                        + " firing."),
            false)
        .size(16, 8)
        .stacked()
        .from(HOOKS.source("log lines of hooks with phase end"));
  }

  static Panel friction() {
    return share(
        "Friction", "Share of firings that met friction, of those that report it.", ATTR_FRICTION);
  }

  static Panel corrections() {
    return share(
        "Corrections",
        "Share of firings in which a person corrected the agent, of those that report it.",
        ExternalNames.ATTR_CORRECTION);
  }

  static Panel misses() {
    return share(
        "Memory misses",
        "Share of recalls that found nothing, of those that report it.",
        ExternalNames.ATTR_MEMORY_MISS);
  }

  static Panel frictionTypes() {
    return Panel.barGauge("Kinds of friction", DisplayUnit.COUNT)
        .description("Kinds of friction, most frequent first.")
        .size(6, 6)
        .query(
            HooksDashboard.firings().having(ATTR_FRICTION_TYPE).count(ATTR_FRICTION_TYPE).top(10))
        .from(typed(ATTR_FRICTION_TYPE), HOOKS.logsLink());
  }

  static Panel memory() {
    return Panel.timeSeries("Memory reads and writes", DisplayUnit.COUNT)
        .description("How often memory was read and written, in each step of the chart.")
        .query("reads", HooksDashboard.firings().totalPerStep(ExternalNames.ATTR_MEMORY_READS))
        .query("writes", HooksDashboard.firings().totalPerStep(ExternalNames.ATTR_MEMORY_WRITES))
        .from(typed(ExternalNames.ATTR_MEMORY_READS), HOOKS.logsLink());
  }

  static Panel observers() {
    return Panel.barGauge("Observers", DisplayUnit.COUNT)
        .description(
            "Times an observer ran within the time shown, and what it detected, created and"
                + " updated.")
        .size(12, 8)
        .query("ran", HooksDashboard.firings().matching(ATTR_OBSERVER_RAN, "(?i)true").count())
        .query("detected", HooksDashboard.firings().total(ExternalNames.ATTR_OBSERVER_DETECTED))
        .query("created", HooksDashboard.firings().total(ExternalNames.ATTR_OBSERVER_CREATED))
        .query("updated", HooksDashboard.firings().total(ExternalNames.ATTR_OBSERVER_UPDATED))
        .from(typed(ATTR_OBSERVER_RAN), HOOKS.logsLink());
  }

  /** All four states; absent ones show as zero if any hook fired. */
  private static Panel byState(Panel panel, boolean wholeRange) {
    LogLines all = HooksDashboard.firings();
    String state = ExternalNames.ATTR_COORDINATION;
    ask(panel, "healthy", GREEN, all.where(state, "healthy"), wholeRange);
    ask(panel, "degraded", AMBER, all.where(state, "degraded"), wholeRange);
    ask(panel, "blind", NEUTRAL, all.notMatching(state, "healthy|degraded|unknown"), wholeRange);
    return ask(panel, "unknown", BLUE, all.where(state, "unknown"), wholeRange);
  }

  private static Panel ask(
      Panel panel, String state, Colour colour, LogLines lines, boolean wholeRange) {
    LogLines all = HooksDashboard.firings();
    return panel
        .query(
            state,
            wholeRange
                ? lines.count().orZero(all.count())
                : lines.countPerStep().orZero(all.countPerStep()))
        .seriesColour(state, colour);
  }

  private static Panel share(String title, String meaning, String attribute) {
    MetricExpr all = HooksDashboard.firings().having(attribute).count();
    return Panel.gauge(title, DisplayUnit.SHARE)
        .description(meaning + " Empty means not reported, not zero.")
        .size(6, 6)
        .query(title, HooksDashboard.firings().matching(attribute, "(?i)true").count().partOf(all))
        .thresholds(Thresholds.from(GREEN).then(0.1, AMBER).then(0.3, RED))
        .from(typed(attribute), HOOKS.logsLink());
  }

  private static String typed(String attribute) {
    return "Not instrumented, or not configured. "
        + HOOKS.emptyText(
            attribute + ", which hooks send once they follow the coordination contract");
  }
}
