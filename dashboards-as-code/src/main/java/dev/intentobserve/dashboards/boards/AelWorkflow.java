package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.boards.Peer.AEL;
import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;
import static dev.intentobserve.dashboards.vocabulary.Panel.bars;
import static dev.intentobserve.dashboards.vocabulary.Panel.heatMap;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;
import static dev.intentobserve.dashboards.vocabulary.Panel.timeSeries;
import static dev.intentobserve.dashboards.vocabulary.Series.named;

import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.Link;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.dashboards.vocabulary.Variable;
import dev.intentobserve.event.Names;

/** Workflows of AEL one by one: how long they take, which steps they run, where they fail. */
final class AelWorkflow {
  static final String UID = "ael-workflow";

  private static final Variable WORKFLOW =
      new Variable.Labels(
          "workflow", "Workflow", Series.of(Names.PEER_AEL_WORKFLOWS), Names.PEER_LABEL_WORKFLOW);

  private AelWorkflow() {}

  static Dashboard board() {
    return dashboard(UID, "AEL workflows")
        .says("The chosen workflows of AEL: how they end, how long they take, step by step.")
        .tagged("ael", "workflows")
        .shows("now-24h", "30s")
        .choose(WORKFLOW)
        .row("How they end", statuses(), success(), rates())
        .row("How long they take", spread(), durations())
        .row("Step by step", steps(), table())
        .row("What went wrong", Ael.failures(logged()), traces());
  }

  /** The way to one of them. */
  static Link one(String workflow) {
    return Link.dashboard("This workflow", UID, WORKFLOW, workflow);
  }

  private static Panel statuses() {
    return Ael.byStatus(bars("Executions by status"), workflows())
        .size(6, 8)
        .says("Executions that ended within the time shown, by each of the four statuses.")
        .in(Unit.COUNT)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_WORKFLOWS))
        .leadsTo(AEL.lines());
  }

  private static Panel success() {
    return bars("Success rate by workflow")
        .size(6, 8)
        .says(
            "Successes as a share of executions that ended, in any of the four statuses. A"
                + " workflow that did not run has no rate.")
        .asks(named(Names.PEER_LABEL_WORKFLOW), Ael.success(workflows(), Names.PEER_LABEL_WORKFLOW))
        .in(Unit.SHARE)
        .coloured(Ael.SHARE)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_WORKFLOWS))
        .leadsTo(AEL.lines())
        .valueLeadsTo(one(Link.label(Names.PEER_LABEL_WORKFLOW)));
  }

  private static Panel rates() {
    return Ael.ratesByStatus(timeSeries("Executions a second"), workflows())
        .says("Executions that ended a second, by each of the four statuses.")
        .in(Unit.PER_SECOND)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_WORKFLOWS))
        .leadsTo(AEL.lines());
  }

  private static Panel spread() {
    return heatMap("How durations spread")
        .says("How many executions took how long.")
        .asks("{{le}}", durationsOf().buckets())
        .in(Unit.SECONDS)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_WORKFLOW_TIME))
        .leadsTo(Traces.all());
  }

  private static Panel durations() {
    String workflow = Names.PEER_LABEL_WORKFLOW;
    return timeSeries("Duration, p95")
        .says("95 % of executions of a workflow took no longer than this.")
        .asks(named(workflow), durationsOf().quantileWithin(0.95, Series.RATE, workflow))
        .in(Unit.SECONDS)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_WORKFLOW_TIME))
        .leadsTo(Traces.all());
  }

  private static Panel steps() {
    return timeSeries("Steps a second")
        .says("Steps that ended a second, by step and what it is: tool_call, code or workflow.")
        .asks(
            named(Names.PEER_LABEL_STEP) + ", " + named(Names.PEER_LABEL_TYPE),
            stepsOf().rate(Names.PEER_LABEL_STEP, Names.PEER_LABEL_TYPE))
        .stacked()
        .in(Unit.PER_SECOND)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_STEPS))
        .leadsTo(Traces.all());
  }

  private static Panel table() {
    return Panel.table("Steps")
        .size(12, 8)
        .says("How often each step ran within the time shown.")
        .asks(
            "Executions",
            stepsOf()
                .growth(Names.PEER_LABEL_WORKFLOW, Names.PEER_LABEL_STEP, Names.PEER_LABEL_TYPE),
            Unit.COUNT)
        .column(Names.PEER_LABEL_WORKFLOW, "Workflow")
        .column(Names.PEER_LABEL_STEP, "Step")
        .column(Names.PEER_LABEL_TYPE, "Type")
        .in(Unit.PLAIN)
        .whenEmpty(AEL.nothing(Names.PEER_AEL_STEPS))
        .leadsTo(Traces.all())
        .columnLeadsTo("Workflow", one(Link.VALUE));
  }

  private static Panel traces() {
    return Ael.traces(
        "Executions as traces",
        "One row an execution: its root span is the workflow, below it are its steps.",
        "(span.%s =~ \"%s\" || span.%s =~ \"%s\")"
            .formatted(
                Names.PEER_ATTR_AEL_WORKFLOW,
                WORKFLOW.reference(),
                Names.PEER_ATTR_PLOSTON_WORKFLOW,
                WORKFLOW.reference()));
  }

  private static Series workflows() {
    return Series.of(Names.PEER_AEL_WORKFLOWS).chosen(Names.PEER_LABEL_WORKFLOW, WORKFLOW);
  }

  private static Series durationsOf() {
    return Series.of(Names.PEER_AEL_WORKFLOW_TIME).chosen(Names.PEER_LABEL_WORKFLOW, WORKFLOW);
  }

  private static Series stepsOf() {
    return Series.of(Names.PEER_AEL_STEPS).chosen(Names.PEER_LABEL_WORKFLOW, WORKFLOW);
  }

  private static Lines logged() {
    return AEL.said().parsed().chosen(Names.PEER_ATTR_WORKFLOW_ID, WORKFLOW);
  }
}
