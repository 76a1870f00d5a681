package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.boards.Peer.CLAUDE;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.gauge;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.Series.named;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.LogExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Query;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;

/** Claude Code by its own account: what it costs, what it does, what people make of it. */
final class ClaudeCode {
  private static final Variable MODEL =
      new Variable.Labels(
          "model", "Model", Series.of(Names.PEER_CLAUDE_TOKENS), Names.PEER_LABEL_MODEL);

  /** What the cache could have saved: whatever the model read. */
  private static final String READ = "input|cacheRead|cacheCreation";

  private ClaudeCode() {}

  static Dashboard board() {
    return dashboard("claude-code", "Claude Code")
        .says(
            "Sessions of Claude Code: cost, tokens, edits, tools and errors. Costs are its own"
                + " estimates, not a bill.")
        .tagged("claude-code", "agents")
        .shows("now-24h", "1m")
        .choose(MODEL)
        .row("Now", cost(), tokens(), sessions(), activeTime(), commits(), pullRequests())
        .row("Cost and tokens", costByModel(), tokensByType(), cache(), tokensByModel(), dear())
        .row("Work", lines(), activity(), decisions(), accepted())
        .row("Tools and requests", toolSuccess(), toolTime(), requestTime(), errors())
        .row("Events", events(), latest());
  }

  private static Panel cost() {
    return stat("Cost")
        .says("What requests cost within the time shown, in US dollars, as Claude Code estimates.")
        .asks("cost", costs().growthFromZero())
        .in(Unit.DOLLARS)
        .whenEmpty(CLAUDE.nothing(Names.PEER_CLAUDE_COST))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel tokens() {
    return stat("Tokens")
        .says("Tokens read and written within the time shown, those from the cache included.")
        .asks("tokens", used().growthFromZero())
        .in(Unit.COUNT)
        .whenEmpty(CLAUDE.nothing(Names.PEER_CLAUDE_TOKENS))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel sessions() {
    return number("Sessions", "Sessions started within the time shown.", Names.PEER_CLAUDE_SESSIONS)
        .in(Unit.COUNT);
  }

  private static Panel activeTime() {
    return number(
            "Active time",
            "Time in which somebody typed or the agent worked, idle time left out.",
            Names.PEER_CLAUDE_ACTIVE_TIME)
        .in(Unit.SECONDS);
  }

  private static Panel commits() {
    return number("Commits", "Commits made within the time shown.", Names.PEER_CLAUDE_COMMITS)
        .in(Unit.COUNT);
  }

  private static Panel pullRequests() {
    return number(
            "Pull requests",
            "Pull requests opened within the time shown.",
            Names.PEER_CLAUDE_PULL_REQUESTS)
        .in(Unit.COUNT);
  }

  private static Panel number(String title, String meaning, String metric) {
    return stat(title)
        .says(meaning)
        .asks(title, Series.of(metric).growthFromZero())
        .whenEmpty(CLAUDE.nothing(metric))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel costByModel() {
    return timeSeries("Cost by model")
        .says("What requests cost in the hour before each moment, by model.")
        .asks(
            named(Names.PEER_LABEL_MODEL),
            costs().growthFromZeroWithin("1h", Names.PEER_LABEL_MODEL))
        .stacked()
        .in(Unit.DOLLARS)
        .whenEmpty(CLAUDE.nothing(Names.PEER_CLAUDE_COST))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel tokensByType() {
    return timeSeries("Tokens by type")
        .says("Tokens in the hour before each moment: input, output, cacheRead, cacheCreation.")
        .asks(
            named(Names.PEER_LABEL_TYPE), used().growthFromZeroWithin("1h", Names.PEER_LABEL_TYPE))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty(CLAUDE.nothing(Names.PEER_CLAUDE_TOKENS))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel cache() {
    Expr read = used().matching(Names.PEER_LABEL_TYPE, READ).growthFromZero();
    return gauge("Read from the cache")
        .size(6, 8)
        .says("Tokens from the cache as a share of all that was read. More is cheaper.")
        .asks(
            "cache",
            used()
                .where(Names.PEER_LABEL_TYPE, "cacheRead")
                .growthFromZero()
                .orZero(read)
                .over(read))
        .in(Unit.SHARE)
        .coloured(Thresholds.from(RED).then(0.5, AMBER).then(0.8, GREEN))
        .whenEmpty(CLAUDE.nothing(Names.PEER_CLAUDE_TOKENS))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel tokensByModel() {
    return bars("Tokens by model")
        .size(6, 8)
        .says("Tokens read and written within the time shown, by model.")
        .asks(named(Names.PEER_LABEL_MODEL), used().growthFromZero(Names.PEER_LABEL_MODEL))
        .in(Unit.COUNT)
        .whenEmpty(CLAUDE.nothing(Names.PEER_CLAUDE_TOKENS))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel dear() {
    return bars("Dearest sessions")
        .size(12, 8)
        .says("The ten sessions whose requests cost most within the time shown.")
        .asks(
            named(Names.PEER_ATTR_CLAUDE_SESSION),
            event("api_request")
                .total(Names.PEER_ATTR_COST, Names.PEER_ATTR_CLAUDE_SESSION)
                .top(10))
        .in(Unit.DOLLARS)
        .whenEmpty(CLAUDE.nothing("events api_request with cost_usd"))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel lines() {
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

  private static Panel activity() {
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

  private static Panel decisions() {
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

  private static Panel accepted() {
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

  private static Panel toolSuccess() {
    String tool = Names.PEER_LABEL_TOOL_NAME;
    LogExpr all = event("tool_result").counted(tool);
    return bars("Tool calls that succeeded")
        .size(12, 8)
        .says("Successes as a share of each tool's results. A tool without results has no share.")
        .asks(
            named(tool),
            event("tool_result")
                .where(Names.PEER_ATTR_SUCCESS, "true")
                .counted(tool)
                .orZero(all)
                .over(all))
        .in(Unit.SHARE)
        .coloured(Thresholds.from(RED).then(0.8, AMBER).then(0.95, GREEN))
        .whenEmpty(CLAUDE.nothing("events tool_result with success"))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel toolTime() {
    String tool = Names.PEER_LABEL_TOOL_NAME;
    return timeSeries("Tool calls, p95")
        .says("95 % of a tool's calls took no longer than this, in milliseconds.")
        .asks(
            named(tool),
            event("tool_result").quantileInEachStep(0.95, Names.PEER_ATTR_DURATION_MS, tool))
        .in(Unit.MILLISECONDS)
        .whenEmpty(CLAUDE.nothing("events tool_result with duration_ms"))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel requestTime() {
    String model = Names.PEER_LABEL_MODEL;
    return timeSeries("Requests, p95")
        .says("95 % of requests to a model were answered within this many milliseconds.")
        .asks(
            named(model),
            event("api_request")
                .chosen(model, MODEL)
                .quantileInEachStep(0.95, Names.PEER_ATTR_DURATION_MS, model))
        .in(Unit.MILLISECONDS)
        .whenEmpty(CLAUDE.nothing("events api_request with duration_ms"))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel errors() {
    return timeSeries("Requests that failed")
        .says("Requests in each step of the chart that the API refused or failed, by status.")
        .asks(
            named(Names.PEER_ATTR_STATUS_CODE),
            event("api_error")
                .chosen(Names.PEER_LABEL_MODEL, MODEL)
                .countedInEachStep(Names.PEER_ATTR_STATUS_CODE))
        .stacked()
        .in(Unit.COUNT)
        .whenEmpty(
            "No errors; or nothing was sent, if requests are empty, too. "
                + CLAUDE.nothing("events api_error"))
        .leadsTo(CLAUDE.lines());
  }

  private static Panel events() {
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

  private static Panel latest() {
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

  private static Lines event(String name) {
    return CLAUDE.said().where(Names.PEER_ATTR_EVENT_NAME, name);
  }

  private static Series costs() {
    return Series.of(Names.PEER_CLAUDE_COST).chosen(Names.PEER_LABEL_MODEL, MODEL);
  }

  private static Series used() {
    return Series.of(Names.PEER_CLAUDE_TOKENS).chosen(Names.PEER_LABEL_MODEL, MODEL);
  }

  private static Series decided() {
    return Series.of(Names.PEER_CLAUDE_DECISIONS);
  }
}
