package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.CLAUDE;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.gauge;
import static dev.intentobserve.dashboards.vocabulary.Panel.stat;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.TimeSeries.named;

import dev.intentobserve.dashboards.external.ExternalMetrics;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.PromQlExpr;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.metric.MetricDescriptor;

/** Claude Code by its own account: what it costs, what it does, what people make of it. */
public final class ClaudeCodeDashboard {
  static final DashboardVariable MODEL =
      new DashboardVariable.Labels(
          "model",
          "Model",
          TimeSeries.of(ExternalMetrics.CLAUDE_TOKENS),
          ExternalNames.LABEL_MODEL);

  /** What the cache could have saved: whatever the model read. */
  private static final String READ = "input|cacheRead|cacheCreation";

  private ClaudeCodeDashboard() {}

  public static Dashboard board() {
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
            ClaudeCodeActivityPanels.lines(),
            ClaudeCodeActivityPanels.activity(),
            ClaudeCodeActivityPanels.decisions(),
            ClaudeCodeActivityPanels.accepted())
        .row(
            "Tools and requests",
            ClaudeCodeActivityPanels.toolSuccess(),
            ClaudeCodeActivityPanels.toolTime(),
            ClaudeCodeActivityPanels.requestTime(),
            ClaudeCodeActivityPanels.errors())
        .row("Events", ClaudeCodeActivityPanels.events(), ClaudeCodeActivityPanels.latest());
  }

  private static Panel cost() {
    return stat("Cost")
        .says("What requests cost within the time shown, in US dollars, as Claude Code estimates.")
        .asks("cost", costs().growthFromZero())
        .in(DisplayUnit.DOLLARS)
        .whenEmpty(CLAUDE.nothing(ExternalMetrics.CLAUDE_COST))
        .linksTo(CLAUDE.lines());
  }

  private static Panel tokens() {
    return stat("Tokens")
        .says("Tokens read and written within the time shown, those from the cache included.")
        .asks("tokens", used().growthFromZero())
        .in(DisplayUnit.COUNT)
        .whenEmpty(CLAUDE.nothing(ExternalMetrics.CLAUDE_TOKENS))
        .linksTo(CLAUDE.lines());
  }

  private static Panel sessions() {
    return number(
            "Sessions", "Sessions started within the time shown.", ExternalMetrics.CLAUDE_SESSIONS)
        .in(DisplayUnit.COUNT);
  }

  private static Panel activeTime() {
    return number(
            "Active time",
            "Time in which somebody typed or the agent worked, idle time left out.",
            ExternalMetrics.CLAUDE_ACTIVE_TIME)
        .in(DisplayUnit.SECONDS);
  }

  private static Panel commits() {
    return number("Commits", "Commits made within the time shown.", ExternalMetrics.CLAUDE_COMMITS)
        .in(DisplayUnit.COUNT);
  }

  private static Panel pullRequests() {
    return number(
            "Pull requests",
            "Pull requests opened within the time shown.",
            ExternalMetrics.CLAUDE_PULL_REQUESTS)
        .in(DisplayUnit.COUNT);
  }

  private static Panel number(String title, String meaning, MetricDescriptor metric) {
    return stat(title)
        .says(meaning)
        .asks(title, TimeSeries.of(metric).growthFromZero())
        .whenEmpty(CLAUDE.nothing(metric))
        .linksTo(CLAUDE.lines());
  }

  private static Panel costByModel() {
    return timeSeries("Cost by model")
        .says("What requests cost in the hour before each moment, by model.")
        .asks(
            named(ExternalNames.LABEL_MODEL),
            costs().growthFromZeroWithin("1h", ExternalNames.LABEL_MODEL))
        .stacked()
        .in(DisplayUnit.DOLLARS)
        .whenEmpty(CLAUDE.nothing(ExternalMetrics.CLAUDE_COST))
        .linksTo(CLAUDE.lines());
  }

  private static Panel tokensByType() {
    return timeSeries("Tokens by type")
        .says("Tokens in the hour before each moment: input, output, cacheRead, cacheCreation.")
        .asks(
            named(ExternalNames.LABEL_TYPE),
            used().growthFromZeroWithin("1h", ExternalNames.LABEL_TYPE))
        .stacked()
        .in(DisplayUnit.COUNT)
        .whenEmpty(CLAUDE.nothing(ExternalMetrics.CLAUDE_TOKENS))
        .linksTo(CLAUDE.lines());
  }

  private static Panel cache() {
    PromQlExpr read = used().matching(ExternalNames.LABEL_TYPE, READ).growthFromZero();
    return gauge("Read from the cache")
        .size(6, 8)
        .says("Tokens from the cache as a share of all that was read. More is cheaper.")
        .asks(
            "cache",
            used()
                .where(ExternalNames.LABEL_TYPE, "cacheRead")
                .growthFromZero()
                .orZero(read)
                .over(read))
        .in(DisplayUnit.SHARE)
        .coloured(Thresholds.from(RED).then(0.5, AMBER).then(0.8, GREEN))
        .whenEmpty(CLAUDE.nothing(ExternalMetrics.CLAUDE_TOKENS))
        .linksTo(CLAUDE.lines());
  }

  private static Panel tokensByModel() {
    return bars("Tokens by model")
        .size(6, 8)
        .says("Tokens read and written within the time shown, by model.")
        .asks(named(ExternalNames.LABEL_MODEL), used().growthFromZero(ExternalNames.LABEL_MODEL))
        .in(DisplayUnit.COUNT)
        .whenEmpty(CLAUDE.nothing(ExternalMetrics.CLAUDE_TOKENS))
        .linksTo(CLAUDE.lines());
  }

  private static Panel dear() {
    return bars("Dearest sessions")
        .size(12, 8)
        .says("The ten sessions whose requests cost most within the time shown.")
        .asks(
            named(ExternalNames.ATTR_CLAUDE_SESSION),
            event("api_request")
                .total(ExternalNames.ATTR_COST, ExternalNames.ATTR_CLAUDE_SESSION)
                .top(10))
        .in(DisplayUnit.DOLLARS)
        .whenEmpty(CLAUDE.nothing("events api_request with cost_usd"))
        .linksTo(CLAUDE.lines());
  }

  static LogLines event(String name) {
    return CLAUDE.said().where(ExternalNames.ATTR_EVENT_NAME, name);
  }

  private static TimeSeries costs() {
    return TimeSeries.of(ExternalMetrics.CLAUDE_COST).chosen(ExternalNames.LABEL_MODEL, MODEL);
  }

  private static TimeSeries used() {
    return TimeSeries.of(ExternalMetrics.CLAUDE_TOKENS).chosen(ExternalNames.LABEL_MODEL, MODEL);
  }
}
