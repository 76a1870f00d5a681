package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.HOOKS;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.gauge;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.TimeSeries.named;

import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.LogQlExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelLink;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import java.util.List;

/**
 * Hooks of coding agents, and how well they coordinate. All of it is made of log lines: each firing
 * of a hook writes two, of which the one of phase end counts. Their fields are structured metadata,
 * so that no line has to be parsed.
 */
public final class HooksDashboard {
  static final DashboardVariable HOOK =
      new DashboardVariable.Choice(
          "hook",
          "Hook",
          List.of("SessionStart", "UserPromptSubmit", "PreToolUse", "PostToolUse", "Stop"));
  static final DashboardVariable PROJECT = new DashboardVariable.Text("project", "Project", ".*");

  private static final String FIRINGS = "log lines of hooks with phase end";

  private HooksDashboard() {}

  public static Dashboard board() {
    return dashboard("hooks", "Hooks and coordination")
        .says(
            "What the hooks of coding agents did, and how well agents coordinate. Blind is not"
                + " healthy: what is not instrumented shows nothing, never a zero.")
        .tagged("tapestry", "hooks", "coordination")
        .shows("now-24h", "1m")
        .choose(HOOK, PROJECT)
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
        .row("Who", projects(), latest());
  }

  /** One line a firing: that of its end. */
  static LogLines ends() {
    return phase("end");
  }

  private static LogLines phase(String phase) {
    return HOOKS
        .said()
        .where(ExternalNames.ATTR_PHASE, phase)
        .chosen(ExternalNames.ATTR_HOOK, HOOK)
        .chosen(ExternalNames.ATTR_PROJECT_ID, PROJECT);
  }

  private static Panel fired() {
    return stat("Firings")
        .says("Times a hook ran to its end within the time shown; starts are not counted again.")
        .asks("firings", ends().counted())
        .in(DisplayUnit.COUNT)
        .whenEmpty(HOOKS.nothing(FIRINGS))
        .linksTo(HOOKS.lines());
  }

  private static Panel blocked() {
    return stat("Blocks")
        .says("Firings that stopped the agent: exit code 2. Only with DISCIPLINE_STRICT=1.")
        .asks(
            "blocks",
            ends().where(ExternalNames.ATTR_EXIT_CODE, "2").counted().orZero(ends().counted()))
        .in(DisplayUnit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, AMBER))
        .whenEmpty(HOOKS.nothing(FIRINGS))
        .linksTo(HOOKS.lines());
  }

  private static Panel slow() {
    return stat("Elapsed, p95")
        .says("95 % of firings took no longer than this; the host waits ten seconds, no more.")
        .asks("p95", ends().quantile(0.95, ExternalNames.ATTR_ELAPSED_MS))
        .in(DisplayUnit.MILLISECONDS)
        .coloured(Thresholds.from(GREEN).then(2_000, AMBER).then(8_000, RED))
        .whenEmpty(HOOKS.nothing(FIRINGS))
        .linksTo(HOOKS.lines());
  }

  private static Panel inScope() {
    LogQlExpr all = ends().having(ExternalNames.ATTR_SCOPE).counted();
    return gauge("In scope")
        .size(4, 4)
        .says("Share of firings that a hook took to be its business, of those that say.")
        .asks(
            "in scope",
            ends().matching(ExternalNames.ATTR_SCOPE, "(?i)true").counted().orZero(all).over(all))
        .in(DisplayUnit.SHARE)
        .whenEmpty(HOOKS.nothing("log lines of hooks with the field scope_in"))
        .linksTo(HOOKS.lines());
  }

  private static Panel unfinished() {
    return stat("Starts")
        .says(
            "Firings that began. Many more than ended means that hooks crash. A start knows no"
                + " project yet, so this counts those of every project.")
        .asks(
            "starts",
            HOOKS
                .said()
                .where(ExternalNames.ATTR_PHASE, "start")
                .chosen(ExternalNames.ATTR_HOOK, HOOK)
                .counted())
        .in(DisplayUnit.COUNT)
        .whenEmpty(HOOKS.nothing("log lines of hooks with phase start"))
        .linksTo(HOOKS.lines());
  }

  private static Panel sessions() {
    return stat("Sessions")
        .says("Sessions in which a hook fired, as far as its line names one.")
        .asks("sessions", ends().distinct(ExternalNames.ATTR_SESSION_ID))
        .in(DisplayUnit.COUNT)
        .whenEmpty(HOOKS.nothing("log lines of hooks with the field session_id"))
        .linksTo(HOOKS.lines());
  }

  private static Panel byHook() {
    return timeSeries("Firings by hook")
        .says("Firings in each step of the chart. Hooks that stay silent may be broken.")
        .asks(named(ExternalNames.ATTR_HOOK), ends().countedInEachStep(ExternalNames.ATTR_HOOK))
        .stacked()
        .in(DisplayUnit.COUNT)
        .whenEmpty(HOOKS.nothing(FIRINGS))
        .linksTo(HOOKS.lines());
  }

  private static Panel elapsed() {
    return timeSeries("Elapsed by hook, p95")
        .says("95 % of a hook's firings took no longer than this, in milliseconds.")
        .asks(
            named(ExternalNames.ATTR_HOOK),
            ends().quantileInEachStep(0.95, ExternalNames.ATTR_ELAPSED_MS, ExternalNames.ATTR_HOOK))
        .in(DisplayUnit.MILLISECONDS)
        .whenEmpty(HOOKS.nothing("log lines of hooks with the field elapsed_ms"))
        .linksTo(HOOKS.lines());
  }

  private static Panel byAction() {
    return bars("Outcomes")
        .says("What came of firings: noop, reminder_injected, block and others.")
        .asks(
            named(ExternalNames.ATTR_ACTION),
            ends().having(ExternalNames.ATTR_ACTION).counted(ExternalNames.ATTR_ACTION))
        .in(DisplayUnit.COUNT)
        .whenEmpty(HOOKS.nothing("log lines of hooks with the field action"))
        .linksTo(HOOKS.lines());
  }

  private static Panel exitCodes() {
    return bars("Exit codes")
        .says("0 is normal, 2 is a block, anything else is a crash.")
        .asks(
            named(ExternalNames.ATTR_EXIT_CODE),
            ends().having(ExternalNames.ATTR_EXIT_CODE).counted(ExternalNames.ATTR_EXIT_CODE))
        .in(DisplayUnit.COUNT)
        .seriesColoured("0", GREEN)
        .seriesColoured("2", AMBER)
        .whenEmpty(HOOKS.nothing("log lines of hooks with the field exit_code"))
        .linksTo(HOOKS.lines());
  }

  private static Panel tools() {
    return bars("Tools")
        .says("The tools before which a hook fired, most often first.")
        .asks(
            named(ExternalNames.LABEL_TOOL_NAME),
            ends()
                .having(ExternalNames.LABEL_TOOL_NAME)
                .counted(ExternalNames.LABEL_TOOL_NAME)
                .top(10))
        .in(DisplayUnit.COUNT)
        .whenEmpty(HOOKS.nothing("log lines of the hook PreToolUse with the field tool_name"))
        .linksTo(HOOKS.lines());
  }

  private static Panel projects() {
    return bars("Sessions per project")
        .size(24, 6)
        .says("In how many sessions of each project a hook fired, within the time shown.")
        .asks(
            named(ExternalNames.ATTR_PROJECT_ID),
            ends()
                .having(ExternalNames.ATTR_PROJECT_ID)
                .distinct(ExternalNames.ATTR_SESSION_ID, ExternalNames.ATTR_PROJECT_ID)
                .top(15))
        .in(DisplayUnit.COUNT)
        .whenEmpty(HOOKS.nothing("log lines of hooks with session_id and project_id"))
        .linksTo(HOOKS.lines())
        .valueLinksTo(
            PanelLink.dashboard(
                "This project", "hooks", PROJECT, PanelLink.label(ExternalNames.ATTR_PROJECT_ID)));
  }

  private static Panel latest() {
    return table("Latest firings")
        .size(24, 10)
        .says("Firings of the chosen hooks, newest first.")
        .asks(new PanelQuery.Logs("", ends().logql()))
        .column("Time", "Time")
        .column(ExternalNames.ATTR_HOOK, "Hook")
        .column(ExternalNames.LABEL_TOOL_NAME, "Tool")
        .column(ExternalNames.ATTR_ACTION, "Outcome")
        .column(ExternalNames.ATTR_EXIT_CODE, "Exit code")
        .column(ExternalNames.ATTR_ELAPSED_MS, "Milliseconds")
        .column(ExternalNames.ATTR_SCOPE, "In scope")
        .column(LogLines.label(ExternalNames.ATTR_COORDINATION), "Coordination")
        .column(ExternalNames.ATTR_PROJECT_ID, "Project")
        .column(ExternalNames.ATTR_SESSION_ID, "Session")
        .column(ExternalNames.ATTR_NOTE, "Note")
        .in(DisplayUnit.PLAIN)
        .whenEmpty(HOOKS.nothing(FIRINGS))
        .linksTo(HOOKS.lines());
  }
}
