package dev.intentobserve.dashboards.dashboards.agent;

import static dev.intentobserve.dashboards.dashboards.agent.ExternalProgram.CLAUDE;
import static dev.intentobserve.dashboards.external.ExternalMetric.CLAUDE_TOKENS;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_CLAUDE_SESSION;
import static dev.intentobserve.dashboards.external.ExternalNames.ATTR_COST;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_MODEL;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_TYPE;
import static dev.intentobserve.dashboards.vocabulary.DisplayUnit.COUNT;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.external.ExternalNames;
import dev.intentobserve.dashboards.vocabulary.Colour;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.DashboardVariable;
import dev.intentobserve.dashboards.vocabulary.DisplayUnit;
import dev.intentobserve.dashboards.vocabulary.LogLines;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;

/** Claude Code according to its own telemetry: cost, activity, decisions of people. */
public final class ClaudeCodeDashboard {
  static final DashboardVariable MODEL =
      DashboardVariable.labels("model", "Model", TimeSeries.of(CLAUDE_TOKENS), LABEL_MODEL);

  /** The token types that a model reads, which the cache can save. */
  private static final String READ = "input|cacheRead|cacheCreation";

  private ClaudeCodeDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard("claude-code", "Claude Code")
        .description(
            "Sessions of Claude Code: cost, tokens, edits, tools and errors. Costs are its own"
                + " estimates, not a bill.")
        .tags("claude-code", "agents")
        .timeRange("now-24h", "1m")
        .variables(MODEL)
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
    return Panel.stat("Cost", DisplayUnit.DOLLARS)
        .description(
            "What requests cost within the time shown, in US dollars, as estimated by Claude Code.")
        .query("cost", costs().growthFromZero())
        .from(CLAUDE.source(ExternalMetric.CLAUDE_COST));
  }

  private static Panel tokens() {
    return Panel.stat("Tokens", COUNT)
        .description(
            "Tokens read and written within the time shown, those from the cache included.")
        .query("tokens", used().growthFromZero())
        .from(CLAUDE.source(CLAUDE_TOKENS));
  }

  private static Panel sessions() {
    String description = "Sessions started within the time shown.";
    return total(ExternalMetric.CLAUDE_SESSIONS, "Sessions", description, COUNT);
  }

  private static Panel activeTime() {
    String description = "Time in which a person typed or the agent worked, without idle time.";
    return total(
        ExternalMetric.CLAUDE_ACTIVE_TIME, "Active time", description, DisplayUnit.SECONDS);
  }

  private static Panel commits() {
    String description = "Commits made within the time shown.";
    return total(ExternalMetric.CLAUDE_COMMITS, "Commits", description, COUNT);
  }

  private static Panel pullRequests() {
    String description = "Pull requests opened within the time shown.";
    return total(ExternalMetric.CLAUDE_PULL_REQUESTS, "Pull requests", description, COUNT);
  }

  private static Panel total(
      ExternalMetric metric, String title, String description, DisplayUnit unit) {
    return Panel.stat(title, unit)
        .description(description)
        .query(title, TimeSeries.of(metric).growthFromZero())
        .from(CLAUDE.source(metric));
  }

  private static Panel costByModel() {
    return Panel.timeSeries("Cost by model", DisplayUnit.DOLLARS)
        .description("What requests cost in the hour before each moment, by model.")
        .query(costs().growthFromZeroWithin("1h", LABEL_MODEL))
        .stacked()
        .from(CLAUDE.source(ExternalMetric.CLAUDE_COST));
  }

  private static Panel tokensByType() {
    return Panel.timeSeries("Tokens by type", COUNT)
        .description(
            "Tokens in the hour before each moment: input, output, cacheRead, cacheCreation.")
        .query(used().growthFromZeroWithin("1h", LABEL_TYPE))
        .stacked()
        .from(CLAUDE.source(CLAUDE_TOKENS));
  }

  private static Panel cache() {
    MetricExpr read = used().matching(LABEL_TYPE, READ).growthFromZero();
    return Panel.gauge("Read from the cache", DisplayUnit.SHARE)
        .description(
            "Tokens from the cache as a share of all that was read. A higher share is cheaper.")
        .size(6, 8)
        .query("cache", used().where(LABEL_TYPE, "cacheRead").growthFromZero().partOf(read))
        .thresholds(Thresholds.from(Colour.RED).then(0.5, Colour.AMBER).then(0.8, Colour.GREEN))
        .from(CLAUDE.source(CLAUDE_TOKENS));
  }

  private static Panel tokensByModel() {
    return Panel.barGauge("Tokens by model", COUNT)
        .description("Tokens read and written within the time shown, by model.")
        .size(6, 8)
        .query(used().growthFromZero(LABEL_MODEL))
        .from(CLAUDE.source(CLAUDE_TOKENS));
  }

  private static Panel dear() {
    return Panel.barGauge("Most expensive sessions", DisplayUnit.DOLLARS)
        .description("The ten sessions whose requests cost most within the time shown.")
        .size(12, 8)
        .query(event("api_request").total(ATTR_COST, ATTR_CLAUDE_SESSION).top(10))
        .from(CLAUDE.source("events api_request with cost_usd"));
  }

  static LogLines event(String name) {
    return CLAUDE.logLines().where(ExternalNames.ATTR_EVENT_NAME, name);
  }

  private static TimeSeries costs() {
    return TimeSeries.of(ExternalMetric.CLAUDE_COST).filteredBy(LABEL_MODEL, MODEL);
  }

  private static TimeSeries used() {
    return TimeSeries.of(CLAUDE_TOKENS).filteredBy(LABEL_MODEL, MODEL);
  }
}
