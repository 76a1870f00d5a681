package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.CLAUDE;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.TimeSeries.named;

import dev.intentobserve.dashboards.external.ExternalMetrics;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.LogQlExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PanelQuery;
import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;

/** What Claude Code does: edits, tools, requests, and each event it tells of. */
final class ClaudeCodeActivityPanels {
  private ClaudeCodeActivityPanels() {}

  static Panel lines() {
    return timeSeries("Lines of code")
        .says("Lines added and removed in the hour before each moment.")
        .asks(
            named(ExternalNames.LABEL_TYPE),
            TimeSeries.of(ExternalMetrics.CLAUDE_LINES)
                .growthFromZeroWithin("1h", ExternalNames.LABEL_TYPE))
        .in(DisplayUnit.COUNT)
        .seriesColoured("added", GREEN)
        .seriesColoured("removed", RED)
        .whenEmpty(CLAUDE.nothing(ExternalMetrics.CLAUDE_LINES))
        .linksTo(CLAUDE.lines());
  }

  static Panel activity() {
    return timeSeries("Active time by kind")
        .says("Active time in the hour before each moment: of the person (user), of it (cli).")
        .asks(
            named(ExternalNames.LABEL_TYPE),
            TimeSeries.of(ExternalMetrics.CLAUDE_ACTIVE_TIME)
                .growthFromZeroWithin("1h", ExternalNames.LABEL_TYPE))
        .stacked()
        .in(DisplayUnit.SECONDS)
        .whenEmpty(CLAUDE.nothing(ExternalMetrics.CLAUDE_ACTIVE_TIME))
        .linksTo(CLAUDE.lines());
  }

  static Panel decisions() {
    return bars("Edits accepted and rejected")
        .size(12, 8)
        .says("What people, or their settings, decided about edits, by tool.")
        .asks(
            named(ExternalNames.LABEL_TOOL_NAME) + ": " + named(ExternalNames.LABEL_DECISION),
            decided().growthFromZero(ExternalNames.LABEL_TOOL_NAME, ExternalNames.LABEL_DECISION))
        .in(DisplayUnit.COUNT)
        .whenEmpty(CLAUDE.nothing(ExternalMetrics.CLAUDE_DECISIONS))
        .linksTo(CLAUDE.lines());
  }

  static Panel accepted() {
    String language = ExternalNames.LABEL_LANGUAGE;
    PromQlExpr all = decided().growthFromZero(language);
    return bars("Edits accepted, by language")
        .size(12, 8)
        .says("Accepted edits as a share of those decided upon. No edits, no share.")
        .asks(
            named(language),
            decided()
                .where(ExternalNames.LABEL_DECISION, "accept")
                .growthFromZero(language)
                .orZero(all)
                .over(all))
        .in(DisplayUnit.SHARE)
        .coloured(Thresholds.from(RED).then(0.5, AMBER).then(0.8, GREEN))
        .whenEmpty(CLAUDE.nothing(ExternalMetrics.CLAUDE_DECISIONS))
        .linksTo(CLAUDE.lines());
  }

  static Panel toolSuccess() {
    String tool = ExternalNames.LABEL_TOOL_NAME;
    LogQlExpr all = ClaudeCodeDashboard.event("tool_result").counted(tool);
    return bars("Tool calls that succeeded")
        .size(12, 8)
        .says("Successes as a share of each tool's results. A tool without results has no share.")
        .asks(
            named(tool),
            ClaudeCodeDashboard.event("tool_result")
                .where(ExternalNames.ATTR_SUCCESS, "true")
                .counted(tool)
                .orZero(all)
                .over(all))
        .in(DisplayUnit.SHARE)
        .coloured(Thresholds.from(RED).then(0.8, AMBER).then(0.95, GREEN))
        .whenEmpty(CLAUDE.nothing("events tool_result with success"))
        .linksTo(CLAUDE.lines());
  }

  static Panel toolTime() {
    String tool = ExternalNames.LABEL_TOOL_NAME;
    return timeSeries("Tool calls, p95")
        .says("95 % of a tool's calls took no longer than this, in milliseconds.")
        .asks(
            named(tool),
            ClaudeCodeDashboard.event("tool_result")
                .quantileInEachStep(0.95, ExternalNames.ATTR_DURATION_MS, tool))
        .in(DisplayUnit.MILLISECONDS)
        .whenEmpty(CLAUDE.nothing("events tool_result with duration_ms"))
        .linksTo(CLAUDE.lines());
  }

  static Panel requestTime() {
    String model = ExternalNames.LABEL_MODEL;
    return timeSeries("Requests, p95")
        .says("95 % of requests to a model were answered within this many milliseconds.")
        .asks(
            named(model),
            ClaudeCodeDashboard.event("api_request")
                .chosen(model, ClaudeCodeDashboard.MODEL)
                .quantileInEachStep(0.95, ExternalNames.ATTR_DURATION_MS, model))
        .in(DisplayUnit.MILLISECONDS)
        .whenEmpty(CLAUDE.nothing("events api_request with duration_ms"))
        .linksTo(CLAUDE.lines());
  }

  static Panel errors() {
    return timeSeries("Requests that failed")
        .says("Requests in each step of the chart that the API refused or failed, by status.")
        .asks(
            named(ExternalNames.ATTR_STATUS_CODE),
            ClaudeCodeDashboard.event("api_error")
                .chosen(ExternalNames.LABEL_MODEL, ClaudeCodeDashboard.MODEL)
                .countedInEachStep(ExternalNames.ATTR_STATUS_CODE))
        .stacked()
        .in(DisplayUnit.COUNT)
        .whenEmpty(
            "No errors; or nothing was sent, if requests are empty, too. "
                + CLAUDE.nothing("events api_error"))
        .linksTo(CLAUDE.lines());
  }

  static Panel events() {
    return timeSeries("Events by name")
        .size(24, 6)
        .says("Everything Claude Code tells, in each step of the chart, by the event's name.")
        .asks(
            named(ExternalNames.ATTR_EVENT_NAME),
            CLAUDE.said().countedInEachStep(ExternalNames.ATTR_EVENT_NAME))
        .stacked()
        .in(DisplayUnit.COUNT)
        .whenEmpty(CLAUDE.nothing("events such as user_prompt, tool_result and api_request"))
        .linksTo(CLAUDE.lines());
  }

  static Panel latest() {
    return table("Latest events")
        .size(24, 10)
        .says("Events of every session, newest first. Prompts are not among them by default.")
        .asks(new PanelQuery.Logs("", CLAUDE.said().having(ExternalNames.ATTR_EVENT_NAME).logql()))
        .column("Time", "Time")
        .column(LogLines.label(ExternalNames.ATTR_EVENT_NAME), "Event")
        .column(ExternalNames.LABEL_TOOL_NAME, "Tool")
        .column(ExternalNames.ATTR_SUCCESS, "Success")
        .column(ExternalNames.LABEL_DECISION, "Decision")
        .column(ExternalNames.LABEL_MODEL, "Model")
        .column(ExternalNames.ATTR_INPUT_TOKENS, "Input")
        .column(ExternalNames.ATTR_OUTPUT_TOKENS, "Output")
        .column(ExternalNames.ATTR_CACHE_TOKENS, "From cache")
        .column(ExternalNames.ATTR_COST, "Dollars")
        .column(ExternalNames.ATTR_DURATION_MS, "Milliseconds")
        .column(ExternalNames.ATTR_ERROR, "Error")
        .column(LogLines.label(ExternalNames.ATTR_CLAUDE_SESSION), "Session")
        .in(DisplayUnit.PLAIN)
        .whenEmpty(CLAUDE.nothing("events such as user_prompt, tool_result and api_request"))
        .linksTo(CLAUDE.lines());
  }

  private static TimeSeries decided() {
    return TimeSeries.of(ExternalMetrics.CLAUDE_DECISIONS);
  }
}
