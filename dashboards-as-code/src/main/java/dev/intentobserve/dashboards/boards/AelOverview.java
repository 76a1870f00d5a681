package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.boards.Peer.AEL;
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
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.event.Names;

/** Workflows of AEL as a whole: how many, how well, what runs now, what goes wrong. */
final class AelOverview {
  static final String UID = "ael-overview";

  private AelOverview() {}

  static Dashboard board() {
    return dashboard(UID, "AEL overview")
        .says("Workflows, steps and tools that AEL ran: how many, how well, and what went wrong.")
        .tagged("ael", "workflows")
        .shows("now-24h", "30s")
        .row("Now", today(), success(), active(), failed(), calls(), callSuccess())
        .row("Over time", executions(), errors())
        .row("Where", byWorkflow(), byTool(), byComponent())
        .row("What went wrong", Ael.failures(AEL.said().parsed()), traces());
  }

  private static Panel today() {
    return stat("Workflows, last 24 h")
        .says("Executions of workflows that ended within the last 24 hours, in any status.")
        .asks("executions", workflows().growthWithin("24h"))
        .in(Unit.COUNT)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_WORKFLOWS))
        .leadsTo(Link.dashboard("Workflows", AelWorkflow.UID));
  }

  private static Panel success() {
    return gauge("Success rate")
        .size(4, 4)
        .says(
            "Successes as a share of executions that ended: success, error, timeout and cancelled"
                + " alike. Without executions there is no rate.")
        .asks("success", Ael.success(workflows()))
        .in(Unit.SHARE)
        .coloured(Ael.SHARE)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_WORKFLOWS))
        .leadsTo(Link.dashboard("Workflows", AelWorkflow.UID));
  }

  private static Panel active() {
    return stat("Active workflows")
        .says("Workflows that run now. One that never falls leaks.")
        .asks("active", Series.of(Names.PEER_AEL_ACTIVE).now())
        .in(Unit.COUNT)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_ACTIVE))
        .leadsTo(Link.dashboard("Traces", Traces.UID, Traces.SERVICE, Names.PEER_SERVICE_AEL));
  }

  private static Panel failed() {
    return stat("Not succeeded")
        .says("Executions that ended in error, by timeout or cancelled, within the time shown.")
        .asks(
            "not succeeded",
            workflows()
                .whereNot(Names.LABEL_STATUS, "success")
                .growth()
                .orZero(workflows().growth()))
        .in(Unit.COUNT)
        .coloured(Thresholds.from(GREEN).then(1, AMBER))
        .whenEmpty(AEL.nothing(Names.PEER_AEL_WORKFLOWS))
        .leadsTo(AEL.lines());
  }

  private static Panel calls() {
    return stat("Tool calls")
        .says("Calls of tools that ended within the time shown, in any status.")
        .asks("calls", tools().growth())
        .in(Unit.COUNT)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_TOOLS))
        .leadsTo(Link.dashboard("Tools", AelTool.UID));
  }

  private static Panel callSuccess() {
    return gauge("Tool success rate")
        .size(4, 4)
        .says("Successes as a share of calls that ended, in any of the four statuses.")
        .asks("success", Ael.success(tools()))
        .in(Unit.SHARE)
        .coloured(Ael.SHARE)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_TOOLS))
        .leadsTo(Link.dashboard("Tools", AelTool.UID));
  }

  private static Panel executions() {
    return Ael.ratesByStatus(timeSeries("Executions a second"), workflows())
        .says("Executions of workflows that ended a second, by each of the four statuses.")
        .in(Unit.PER_SECOND)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_WORKFLOWS))
        .leadsTo(Link.dashboard("Workflows", AelWorkflow.UID));
  }

  private static Panel errors() {
    return timeSeries("Errors a second")
        .says("Errors by kind: TOOL, EXECUTION, VALIDATION, WORKFLOW or SYSTEM.")
        .asks(
            named(Names.PEER_LABEL_TYPE),
            Series.of(Names.PEER_AEL_ERRORS).rate(Names.PEER_LABEL_TYPE))
        .in(Unit.PER_SECOND)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_ERRORS))
        .leadsTo(AEL.lines());
  }

  private static Panel byWorkflow() {
    return bars("Executions by workflow")
        .says("The ten workflows that ran most within the time shown.")
        .asks(
            named(Names.PEER_LABEL_WORKFLOW), workflows().growth(Names.PEER_LABEL_WORKFLOW).top(10))
        .in(Unit.COUNT)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_WORKFLOWS))
        .leadsTo(Link.dashboard("Workflows", AelWorkflow.UID))
        .valueLeadsTo(AelWorkflow.one(Link.label(Names.PEER_LABEL_WORKFLOW)));
  }

  private static Panel byTool() {
    return bars("Failures by tool")
        .says("Share of calls that did not succeed: error, timeout or cancelled.")
        .asks(named(Names.PEER_LABEL_TOOL), Ael.failure(tools(), Names.PEER_LABEL_TOOL).top(10))
        .in(Unit.SHARE)
        .coloured(Thresholds.from(GREEN).then(0.01, AMBER).then(0.10, RED))
        .whenEmpty(AEL.nothing(Names.PEER_AEL_TOOLS))
        .leadsTo(Link.dashboard("Tools", AelTool.UID))
        .valueLeadsTo(AelTool.one(Link.label(Names.PEER_LABEL_TOOL)));
  }

  private static Panel byComponent() {
    return bars("Errors by component")
        .says("Which part of AEL reported the errors, within the time shown.")
        .asks(
            named(Names.PEER_LABEL_COMPONENT),
            Series.of(Names.PEER_AEL_ERRORS).growth(Names.PEER_LABEL_COMPONENT).top(10))
        .in(Unit.COUNT)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_ERRORS))
        .leadsTo(AEL.lines())
        .valueLeadsTo(
            Link.dashboard(
                "Its lines", Logs.UID, Logs.COMPONENT, Link.label(Names.PEER_LABEL_COMPONENT)));
  }

  private static Panel traces() {
    return Ael.traces(
        "Failed traces",
        "Traces of workflows in which some span ended in error, newest first.",
        "status = error");
  }

  private static Series workflows() {
    return Series.of(Names.PEER_AEL_WORKFLOWS);
  }

  private static Series tools() {
    return Series.of(Names.PEER_AEL_TOOLS);
  }
}
