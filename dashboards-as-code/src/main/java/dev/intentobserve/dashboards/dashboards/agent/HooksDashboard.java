package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.HOOKS;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_ELAPSED_MS;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_EXIT_CODE;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_HOOK;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_PHASE;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_SCOPE;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_TOOL_NAME;

import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import java.util.List;

/**
 * Hooks of coding agents, and how well the agents coordinate. Everything comes from log lines: each
 * firing of a hook writes two lines, of which the one with phase end counts. Their fields are
 * structured metadata, so lines need no parsing.
 */
public final class HooksDashboard {
  static final DashboardVariable HOOK =
      DashboardVariable.choice(
          "hook",
          "Hook",
          List.of("SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "Stop"));
  static final DashboardVariable PROJECT = DashboardVariable.text("project", "Project", ".*");

  private static final String FIRINGS = "log lines of hooks with phase end";

  private HooksDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard("hooks", "Hooks and coordination")
        .description(
            "What the hooks of coding agents did, and how well agents coordinate. Blind is not"
                + " healthy: what is not instrumented shows no value, never zero.")
        .tags("tapestry", "hooks", "coordination")
        .timeRange("now-24h", "1m")
        .variables(HOOK, PROJECT)
        .row("Now", fired(), blocked(), slow(), inScope(), unfinished(), sessions())
        .row("Firings", byHook(), elapsed(), byAction(), exitCodes(), tools())
        .row(
            "Coordination",
            CoordinationPanels.states(),
            CoordinationPanels.overTime(),
            CoordinationPanels.friction(),
            CoordinationPanels.corrections(),
            CoordinationPanels.misses(),
            CoordinationPanels.frictionTypes())
        .row("Memory and observers", CoordinationPanels.memory(), CoordinationPanels.observers())
        .row("Projects and latest firings", projects(), latest());
  }

  /** One line for each firing: the one of its end. */
  static LogLines firings() {
    return phase("end");
  }

  private static LogLines phase(String phase) {
    return HOOKS
        .logLines()
        .where(ATTR_PHASE, phase)
        .filteredBy(ATTR_HOOK, HOOK)
        .filteredBy(ExternalNames.ATTR_PROJECT_ID, PROJECT);
  }

  private static Panel fired() {
    return Panel.stat("Firings", DisplayUnit.COUNT)
        .description("Hook runs that ended within the time shown; starts are not counted.")
        .query("firings", firings().count())
        .from(HOOKS.source(FIRINGS));
  }

  private static Panel blocked() {
    return Panel.stat("Blocks", DisplayUnit.COUNT)
        .description("Firings that stopped the agent: exit code 2. Only with DISCIPLINE_STRICT=1.")
        .query("blocks", firings().where(ATTR_EXIT_CODE, "2").count().orZero(firings().count()))
        .thresholds(Thresholds.from(Colour.GREEN).then(1, Colour.AMBER))
        .from(HOOKS.source(FIRINGS));
  }

  private static Panel slow() {
    return Panel.stat("Elapsed, p95", DisplayUnit.MILLISECONDS)
        .description(
            "95 % of firings took no longer than this; the host waits at most ten seconds.")
        .query("p95", firings().quantile(0.95, ATTR_ELAPSED_MS))
        .thresholds(Thresholds.from(Colour.GREEN).then(2_000, Colour.AMBER).then(8_000, Colour.RED))
        .from(HOOKS.source(FIRINGS));
  }

  private static Panel inScope() {
    MetricExpr all = firings().having(ATTR_SCOPE).count();
    return Panel.gauge("In scope", DisplayUnit.SHARE)
        .description("Share of firings that the hook considered in scope, of those that report it.")
        .size(4, 4)
        .query("in scope", firings().matching(ATTR_SCOPE, "(?i)true").count().partOf(all))
        .from(HOOKS.source("log lines of hooks with the field scope_in"));
  }

  private static Panel unfinished() {
    return Panel.stat("Starts", DisplayUnit.COUNT)
        .description(
            "Firings that started. Many more starts than ends mean that hooks crash. A start has no"
                + " project yet, so this counts all projects.")
        .query(
            "starts",
            HOOKS.logLines().where(ATTR_PHASE, "start").filteredBy(ATTR_HOOK, HOOK).count())
        .from(HOOKS.source("log lines of hooks with phase start"));
  }

  private static Panel sessions() {
    return Panel.stat("Sessions", DisplayUnit.COUNT)
        .description("Sessions in which a hook fired, as far as the line contains one.")
        .query("sessions", firings().distinct(ExternalNames.ATTR_SESSION_ID))
        .from(HOOKS.source("log lines of hooks with the field session_id"));
  }

  private static Panel byHook() {
    return Panel.timeSeries("Firings by hook", DisplayUnit.COUNT)
        .description("Firings in each step of the chart. A hook without firings may be broken.")
        .query(firings().countPerStep(ATTR_HOOK))
        .stacked()
        .from(HOOKS.source(FIRINGS));
  }

  private static Panel elapsed() {
    return Panel.timeSeries("Elapsed by hook, p95", DisplayUnit.MILLISECONDS)
        .description("95 % of a hook's firings took no longer than this, in milliseconds.")
        .query(firings().quantilePerStep(0.95, ATTR_ELAPSED_MS, ATTR_HOOK))
        .from(HOOKS.source("log lines of hooks with the field elapsed_ms"));
  }

  private static Panel byAction() {
    return Panel.barGauge("Outcomes", DisplayUnit.COUNT)
        .description("Results of firings: noop, reminder_injected, block and others.")
        .query(firings().having(ExternalNames.ATTR_ACTION).count(ExternalNames.ATTR_ACTION))
        .from(HOOKS.source("log lines of hooks with the field action"));
  }

  private static Panel exitCodes() {
    return Panel.barGauge("Exit codes", DisplayUnit.COUNT)
        .description("0 is normal, 2 is a block, anything else is a crash.")
        .query(firings().having(ATTR_EXIT_CODE).count(ATTR_EXIT_CODE))
        .seriesColour("0", Colour.GREEN)
        .seriesColour("2", Colour.AMBER)
        .from(HOOKS.source("log lines of hooks with the field exit_code"));
  }

  private static Panel tools() {
    return Panel.barGauge("Tools", DisplayUnit.COUNT)
        .description("Tools that a hook ran before, most frequent first.")
        .query(firings().having(LABEL_TOOL_NAME).count(LABEL_TOOL_NAME).top(10))
        .from(HOOKS.source("log lines of the hook PreToolUse with the field tool_name"));
  }

  private static Panel projects() {
    return Panel.barGauge("Sessions per project", DisplayUnit.COUNT)
        .description("In how many sessions of each project a hook fired, within the time shown.")
        .size(24, 6)
        .query(
            firings()
                .having(ExternalNames.ATTR_PROJECT_ID)
                .distinct(ExternalNames.ATTR_SESSION_ID, ExternalNames.ATTR_PROJECT_ID)
                .top(15))
        .from(HOOKS.source("log lines of hooks with session_id and project_id"))
        .valueLinksTo(
            PanelLink.dashboard(
                "This project", "hooks", PROJECT, PanelLink.label(ExternalNames.ATTR_PROJECT_ID)));
  }

  private static Panel latest() {
    return Panel.table("Latest firings")
        .description("Firings of the selected hooks, newest first.")
        .size(24, 10)
        .query(firings())
        .column("Time", "Time")
        .column(ATTR_HOOK, "Hook")
        .column(LABEL_TOOL_NAME, "Tool")
        .column(ExternalNames.ATTR_ACTION, "Outcome")
        .column(ATTR_EXIT_CODE, "Exit code")
        .column(ATTR_ELAPSED_MS, "Milliseconds")
        .column(ATTR_SCOPE, "In scope")
        .column(LogLines.label(ExternalNames.ATTR_COORDINATION), "Coordination")
        .column(ExternalNames.ATTR_PROJECT_ID, "Project")
        .column(ExternalNames.ATTR_SESSION_ID, "Session")
        .column(ExternalNames.ATTR_NOTE, "Note")
        .from(HOOKS.source(FIRINGS));
  }
}
