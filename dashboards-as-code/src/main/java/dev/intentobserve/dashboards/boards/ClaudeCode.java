package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.boards.Peer.CLAUDE;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.gauge;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.Series.named;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;

/** Claude Code by its own account: what it costs, what it does, what people make of it. */
final class ClaudeCode {
  static final Variable MODEL =
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
        .row(
            "Work",
            ClaudeCodeWork.lines(),
            ClaudeCodeWork.activity(),
            ClaudeCodeWork.decisions(),
            ClaudeCodeWork.accepted())
        .row(
            "Tools and requests",
            ClaudeCodeWork.toolSuccess(),
            ClaudeCodeWork.toolTime(),
            ClaudeCodeWork.requestTime(),
            ClaudeCodeWork.errors())
        .row("Events", ClaudeCodeWork.events(), ClaudeCodeWork.latest());
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

  static Lines event(String name) {
    return CLAUDE.said().where(Names.PEER_ATTR_EVENT_NAME, name);
  }

  private static Series costs() {
    return Series.of(Names.PEER_CLAUDE_COST).chosen(Names.PEER_LABEL_MODEL, MODEL);
  }

  private static Series used() {
    return Series.of(Names.PEER_CLAUDE_TOKENS).chosen(Names.PEER_LABEL_MODEL, MODEL);
  }
}
