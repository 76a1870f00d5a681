package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.CLAUDE;
import static dev.intentobserve.dashboards.external.ExternalMetric.CLAUDE_ACTIVE_TIME;
import static dev.intentobserve.dashboards.external.ExternalMetric.CLAUDE_LINES;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_DURATION_MS;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_DECISION;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_TYPE;
import static dev.intentobserve.dashboards.vocabulary.TimeSeries.named;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;

/** Panels about edits, tools, requests and events of Claude Code. */
final class ClaudeCodeActivityPanels {
  private ClaudeCodeActivityPanels() {}

  static Panel lines() {
    return Panel.timeSeries("Lines of code", DisplayUnit.COUNT)
        .description("Lines added and removed in the hour before each moment.")
        .query(TimeSeries.of(CLAUDE_LINES).growthFromZeroWithin("1h", LABEL_TYPE))
        .seriesColour("added", Colour.GREEN)
        .seriesColour("removed", Colour.RED)
        .from(CLAUDE.source(CLAUDE_LINES));
  }

  static Panel activity() {
    return Panel.timeSeries("Active time by kind", DisplayUnit.SECONDS)
        .description(
            "Active time in the hour before each moment: of the person (user) and of the agent"
                + " (cli).")
        .query(TimeSeries.of(CLAUDE_ACTIVE_TIME).growthFromZeroWithin("1h", LABEL_TYPE))
        .stacked()
        .from(CLAUDE.source(CLAUDE_ACTIVE_TIME));
  }

  static Panel decisions() {
    return Panel.barGauge("Edits accepted and rejected", DisplayUnit.COUNT)
        .description("Decisions about edits, by people or their settings, by tool.")
        .size(12, 8)
        .query(
            named(ExternalNames.LABEL_TOOL_NAME) + ": " + named(LABEL_DECISION),
            decided().growthFromZero(ExternalNames.LABEL_TOOL_NAME, LABEL_DECISION))
        .from(CLAUDE.source(ExternalMetric.CLAUDE_DECISIONS));
  }

  static Panel accepted() {
    String language = ExternalNames.LABEL_LANGUAGE;
    MetricExpr all = decided().growthFromZero(language);
    return Panel.barGauge("Edits accepted, by language", DisplayUnit.SHARE)
        .description("Accepted edits as a share of all decisions. No value without edits.")
        .size(12, 8)
        .query(decided().where(LABEL_DECISION, "accept").growthFromZero(language).partOf(all))
        .thresholds(Thresholds.from(Colour.RED).then(0.5, Colour.AMBER).then(0.8, Colour.GREEN))
        .from(CLAUDE.source(ExternalMetric.CLAUDE_DECISIONS));
  }

  static Panel toolSuccess() {
    String tool = ExternalNames.LABEL_TOOL_NAME;
    MetricExpr all = ClaudeCodeDashboard.event("tool_result").count(tool);
    return Panel.barGauge("Tool calls that succeeded", DisplayUnit.SHARE)
        .description(
            "Successes as a share of each tool's results. A tool without results has no share.")
        .size(12, 8)
        .query(
            ClaudeCodeDashboard.event("tool_result")
                .where(ExternalNames.ATTR_SUCCESS, "true")
                .count(tool)
                .partOf(all))
        .thresholds(Thresholds.from(Colour.RED).then(0.8, Colour.AMBER).then(0.95, Colour.GREEN))
        .from(CLAUDE.source("events tool_result with success"));
  }

  static Panel toolTime() {
    String tool = ExternalNames.LABEL_TOOL_NAME;
    return Panel.timeSeries("Tool calls, p95", DisplayUnit.MILLISECONDS)
        .description("95 % of a tool's calls took no longer than this, in milliseconds.")
        .query(
            ClaudeCodeDashboard.event("tool_result").quantilePerStep(0.95, ATTR_DURATION_MS, tool))
        .from(CLAUDE.source("events tool_result with duration_ms"));
  }

  static Panel requestTime() {
    String model = ExternalNames.LABEL_MODEL;
    return Panel.timeSeries("Requests, p95", DisplayUnit.MILLISECONDS)
        .description("95 % of requests to a model were answered within this many milliseconds.")
        .query(
            ClaudeCodeDashboard.event("api_request")
                .filteredBy(model, ClaudeCodeDashboard.MODEL)
                .quantilePerStep(0.95, ATTR_DURATION_MS, model))
        .from(CLAUDE.source("events api_request with duration_ms"));
  }

  static Panel errors() {
    return Panel.timeSeries("Requests that failed", DisplayUnit.COUNT)
        .description(
            "Requests in each step of the chart that the API refused or failed, by status.")
        .query(
            ClaudeCodeDashboard.event("api_error")
                .filteredBy(ExternalNames.LABEL_MODEL, ClaudeCodeDashboard.MODEL)
                .countPerStep(ExternalNames.ATTR_STATUS_CODE))
        .stacked()
        .whenEmpty(
            "No errors; if there are no requests either, nothing was sent. "
                + CLAUDE.emptyText("events api_error"))
        .linksTo(CLAUDE.logsLink());
  }

  static Panel events() {
    return Panel.timeSeries("Events by name", DisplayUnit.COUNT)
        .description("All events of Claude Code in each step of the chart, by name.")
        .size(24, 6)
        .query(CLAUDE.logLines().countPerStep(ExternalNames.ATTR_EVENT_NAME))
        .stacked()
        .from(CLAUDE.source("events such as user_prompt, tool_result and api_request"));
  }

  static Panel latest() {
    return Panel.table("Latest events")
        .description(
            "Events of every session, newest first. Prompts are not among them by default.")
        .size(24, 10)
        .query(CLAUDE.logLines().having(ExternalNames.ATTR_EVENT_NAME))
        .column("Time", "Time")
        .column(LogLines.label(ExternalNames.ATTR_EVENT_NAME), "Event")
        .column(ExternalNames.LABEL_TOOL_NAME, "Tool")
        .column(ExternalNames.ATTR_SUCCESS, "Success")
        .column(LABEL_DECISION, "Decision")
        .column(ExternalNames.LABEL_MODEL, "Model")
        .column(ExternalNames.ATTR_INPUT_TOKENS, "Input")
        .column(ExternalNames.ATTR_OUTPUT_TOKENS, "Output")
        .column(ExternalNames.ATTR_CACHE_TOKENS, "From cache")
        .column(ExternalNames.ATTR_COST, "Dollars")
        .column(ATTR_DURATION_MS, "Milliseconds")
        .column(ExternalNames.ATTR_ERROR, "Error")
        .column(LogLines.label(ExternalNames.ATTR_CLAUDE_SESSION), "Session")
        .from(CLAUDE.source("events such as user_prompt, tool_result and api_request"));
  }

  private static TimeSeries decided() {
    return TimeSeries.of(ExternalMetric.CLAUDE_DECISIONS);
  }
}
