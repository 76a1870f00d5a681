package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.boards.Peer.CLAUDE;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.Series.named;

import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.LogExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Query;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.event.Names;

/** What Claude Code does: edits, tools, requests, and each event it tells of. */
final class ClaudeCodeWork {
  private ClaudeCodeWork() {}

  static Panel lines() {
    return timeSeries("Lines of code")
        .says("Lines added and removed in the hour before each moment.")
        .asks(
            named(Names.PEER_LABEL_TYPE),
            Series.of(Names.PEER_CLAUDE_LINES).growthFromZeroWithin("1h", Names.PEER_LABEL_TYPE))
        .in(Unit.COUNT)
        .seriesColoured("added", GREEN)
        .seriesColoured("removed", RED)
        .whenEmpty(CLAUDE.nothing(Names.PEER_CLAUDE_LINES))
        .leadsTo(CLAUDE.lines());
  }

  static Panel activity() {
    return timeSeries("Active time by kind")
        .says("Active time in the hour before each moment: of the person (user), of it (cli).")
        .asks(
            named(Names.PEER_LABEL_TYPE),
            Series.of(Names.PEER_CLAUDE_ACTIVE_TIME)
                .growthFromZeroWithin("1h", Names.PEER_LABEL_TYPE))
        .stacked()
        .in(Unit.SECONDS)
        .whenEmpty(CLAUDE.nothing(Names.PEER_CLAUDE_ACTIVE_TIME))
        .leadsTo(CLAUDE.lines());
  }

  static Panel decisions() {
    return bars("Edits accepted and rejected")
        .size(12, 8)
        .says("What people, or their settings, decided about edits, by tool.")
        .asks(
            named(Names.PEER_LABEL_TOOL_NAME) + ": " + named(Names.PEER_LABEL_DECISION),
            decided().growthFromZero(Names.PEER_LABEL_TOOL_NAME, Names.PEER_LABEL_DECISION))
        .in(Unit.COUNT)
        .whenEmpty(CLAUDE.nothing(Names.PEER_CLAUDE_DECISIONS))
        .leadsTo(CLAUDE.lines());
  }

  static Panel accepted() {
    String language = Names.PEER_LABEL_LANGUAGE;
    Expr all = decided().growthFromZero(language);
    return bars("Edits accepted, by language")
        .size(12, 8)
        .says("Accepted edits as a share of those decided upon. No edits, no share.")
        .asks(
            named(language),
            decided()
                .where(Names.PEER_LABEL_DECISION, "accept")
                .growthFromZero(language)
                .orZero(all)
                .over(all))
        .in(Unit.SHARE)
        .coloured(Thresholds.from(RED).then(0.5, AMBER).then(0.8, GREEN))
        .whenEmpty(CLAUDE.nothing(Names.PEER_CLAUDE_DECISIONS))
        .leadsTo(CLAUDE.lines());
  }

  static Panel toolSuccess() {
    String tool = Names.PEER_LABEL_TOOL_NAME;
    LogExpr all = ClaudeCode.event("tool_result").counted(tool);
    return bars("Tool calls that succeeded")
        .size(12, 8)
        .says("Successes as a share of each tool's results. A tool without results has no share.")
        .asks(
            named(tool),
            ClaudeCode.event("tool_result")
                .where(Names.PEER_ATTR_SUCCESS, "true")
                .counted(tool)
                .orZero(all)
                .over(all))
        .in(Unit.SHARE)
        .coloured(Thresholds.from(RED).then(0.8, AMBER).then(0.95, GREEN))
        .whenEmpty(CLAUDE.nothing("events tool_result with success"))
        .leadsTo(CLAUDE.lines());
  }

  static Panel toolTime() {
    String tool = Names.PEER_LABEL_TOOL_NAME;
    return timeSeries("Tool calls, p95")
        .says("95 % of a tool's calls took no longer than this, in milliseconds.")
        .asks(
            named(tool),
            ClaudeCode.event("tool_result")
                .quantileInEachStep(0.95, Names.PEER_ATTR_DURATION_MS, tool))
        .in(Unit.MILLISECONDS)
        .whenEmpty(CLAUDE.nothing("events tool_result with duration_ms"))
        .leadsTo(CLAUDE.lines());
  }

  static Panel requestTime() {
    String model = Names.PEER_LABEL_MODEL;
    return timeSeries("Requests, p95")
        .says("95 % of requests to a model were answered within this many milliseconds.")
        .asks(
            named(model),
            ClaudeCode.event("api_request")
                .chosen(model, ClaudeCode.MODEL)
                .quantileInEachStep(0.95, Names.PEER_ATTR_DURATION_MS, model))
        .in(Unit.MILLISECONDS)
        .whenEmpty(CLAUDE.nothing("events api_request with duration_ms"))
        .leadsTo(CLAUDE.lines());
  }

  static Panel errors() {
    return timeSeries("Requests that failed")
        .says("Requests in each step of the chart that the API refused or failed, by status.")
        .asks(
            named(Names.PEER_ATTR_STATUS_CODE),
            ClaudeCode.event("api_error")
                .chosen(Names.PEER_LABEL_MODEL, ClaudeCode.MODEL)
                .countedInEachStep(Names.PEER_ATTR_STATUS_CODE))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty(
            "No errors; or nothing was sent, if requests are empty, too. "
                + CLAUDE.nothing("events api_error"))
        .leadsTo(CLAUDE.lines());
  }

  static Panel events() {
    return timeSeries("Events by name")
        .size(24, 6)
        .says("Everything Claude Code tells, in each step of the chart, by the event's name.")
        .asks(
            named(Names.PEER_ATTR_EVENT_NAME),
            CLAUDE.said().countedInEachStep(Names.PEER_ATTR_EVENT_NAME))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty(CLAUDE.nothing("events such as user_prompt, tool_result and api_request"))
        .leadsTo(CLAUDE.lines());
  }

  static Panel latest() {
    return table("Latest events")
        .size(24, 10)
        .says("Events of every session, newest first. Prompts are not among them by default.")
        .asks(new Query.Logs("", CLAUDE.said().having(Names.PEER_ATTR_EVENT_NAME).logql()))
        .column("Time", "Time")
        .column(Lines.label(Names.PEER_ATTR_EVENT_NAME), "Event")
        .column(Names.PEER_LABEL_TOOL_NAME, "Tool")
        .column(Names.PEER_ATTR_SUCCESS, "Success")
        .column(Names.PEER_LABEL_DECISION, "Decision")
        .column(Names.PEER_LABEL_MODEL, "Model")
        .column(Names.PEER_ATTR_INPUT_TOKENS, "Input")
        .column(Names.PEER_ATTR_OUTPUT_TOKENS, "Output")
        .column(Names.PEER_ATTR_CACHE_TOKENS, "From cache")
        .column(Names.PEER_ATTR_COST, "Dollars")
        .column(Names.PEER_ATTR_DURATION_MS, "Milliseconds")
        .column(Names.PEER_ATTR_ERROR, "Error")
        .column(Lines.label(Names.PEER_ATTR_CLAUDE_SESSION), "Session")
        .in(Unit.PLAIN)
        .whenEmpty(CLAUDE.nothing("events such as user_prompt, tool_result and api_request"))
        .leadsTo(CLAUDE.lines());
  }

  private static Series decided() {
    return Series.of(Names.PEER_CLAUDE_DECISIONS);
  }
}
