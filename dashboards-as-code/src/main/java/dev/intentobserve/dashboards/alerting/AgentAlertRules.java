package dev.intentobserve.dashboards.alerting;

import static dev.intentobserve.dashboards.alerting.AlertRule.rule;
import static dev.intentobserve.dashboards.external.ExternalNames.LABEL_TOOL;
import static dev.intentobserve.model.metric.TelemetryNames.LABEL_STATUS;

import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.vocabulary.MetricExpr;
import dev.intentobserve.dashboards.vocabulary.TimeSeries;
import dev.intentobserve.model.alert.Severity;
import java.util.List;

/** Rules about agent runtimes: AEL's workflows and tools, IntentusNet's requests. */
final class AgentAlertRules {
  private static final String SUCCESS = "success";

  private AgentAlertRules() {}

  static RuleGroup group() {
    return new RuleGroup(
        "agents",
        List.of(workflowFailures(), slowTools(), stuckWorkflows(), agentErrors(), slowAgents()));
  }

  /** Executions that timed out or were cancelled count as failures. */
  private static AlertRule workflowFailures() {
    TimeSeries executions = TimeSeries.of(ExternalMetric.AEL_WORKFLOWS);
    MetricExpr failed = executions.whereNot(LABEL_STATUS, SUCCESS).growthWithin("10m");
    return rule("ael-failures", "Workflows fail")
        .above(0.1, failed.shareOf(executions.growthWithin("10m")))
        .lasting("10m")
        .text(
            "More than a tenth of AEL's workflows end without success",
            "Failed, timed out and cancelled executions count. The dashboard shows the workflows.")
        .shownOn("ael-overview");
  }

  private static AlertRule slowTools() {
    return rule("ael-tools-slow", "A tool is slow")
        .above(
            5, TimeSeries.of(ExternalMetric.AEL_TOOL_TIME).quantileWithin(0.95, "10m", LABEL_TOOL))
        .lasting("10m")
        .text(
            "One call in twenty of {{ .Labels.tool }} takes more than five seconds",
            "The tool, or a system that it calls, is slow; workflows that use it are slow, too.")
        .shownOn("ael-tool");
  }

  /** Twice the default timeout of 300 s, after which every execution should have ended. */
  private static AlertRule stuckWorkflows() {
    TimeSeries workflows = TimeSeries.of(ExternalMetric.AEL_ACTIVE);
    MetricExpr active = workflows.now();
    MetricExpr unmoved =
        active.fallsWithin("10m", "1m").equalTo(0).and(workflows.before("10m").now());
    MetricExpr ended = TimeSeries.of(ExternalMetric.AEL_WORKFLOWS).growthWithin("10m").above(0);
    return rule("ael-workflows-stuck", "Active workflows do not end")
        .above(0, active.lowestWithin("10m", "1m").and(unmoved).unless(ended))
        .lasting("5m")
        .text(
            "AEL reports running workflows, but none ends",
            "Their number has not fallen for more than twice the default timeout: some hang, or AEL"
                + " no longer decrements the number.")
        .shownOn("ael-overview");
  }

  private static AlertRule agentErrors() {
    TimeSeries requests = TimeSeries.of(ExternalMetric.INTENTUS_REQUESTS);
    MetricExpr errors = requests.where(LABEL_STATUS, "error").growthWithin("5m");
    return rule("intentus-errors", "Agents answer with errors")
        .above(0.05, errors.shareOf(requests.growthWithin("5m")))
        .lasting("5m")
        .severity(Severity.CRITICAL)
        .text(
            "More than 5 % of IntentusNet's requests end in an error",
            "The dashboard shows agents and error codes.")
        .shownOn("agent-executions");
  }

  private static AlertRule slowAgents() {
    return rule("intentus-slow", "Agents are slow")
        .above(5000, TimeSeries.of(ExternalMetric.INTENTUS_LATENCY).quantileWithin(0.99, "5m"))
        .lasting("5m")
        .text(
            "One request in a hundred to an agent takes more than five seconds",
            "An agent, or the network, is slow. The dashboard shows the agents.")
        .shownOn("agent-executions");
  }
}
