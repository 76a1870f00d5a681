package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.boards.Peer.AEL;
import static dev.intentobserve.dashboards.vocabulary.Colour.AMBER;
import static dev.intentobserve.dashboards.vocabulary.Colour.GREEN;
import static dev.intentobserve.dashboards.vocabulary.Colour.NEUTRAL;
import static dev.intentobserve.dashboards.vocabulary.Colour.RED;
import static dev.intentobserve.dashboards.vocabulary.Panel.table;

import dev.intentobserve.dashboards.vocabulary.Expr;
import dev.intentobserve.dashboards.vocabulary.Lines;
import dev.intentobserve.dashboards.vocabulary.Panel;
import dev.intentobserve.dashboards.vocabulary.Query;
import dev.intentobserve.dashboards.vocabulary.Series;
import dev.intentobserve.dashboards.vocabulary.Thresholds;
import dev.intentobserve.dashboards.vocabulary.Unit;
import dev.intentobserve.event.Names;
import java.util.List;

/** What the dashboards of AEL have in common: its statuses, and shares of them. */
final class Ael {
  /** All ways an execution or a call can end; a share is of all of them. */
  static final List<String> STATUSES = List.of("success", "error", "timeout", "cancelled");

  static final Thresholds SHARE = Thresholds.from(RED).then(0.90, AMBER).then(0.99, GREEN);

  private Ael() {}

  /** Successes as a share of whatever ended, in any status; nothing where nothing ended. */
  static Expr success(Series ended, String... by) {
    Expr all = ended.growth(by);
    return ended.where(Names.LABEL_STATUS, "success").growth(by).orZero(all).over(all);
  }

  /** What did not succeed as a share of whatever ended. */
  static Expr failure(Series ended, String... by) {
    Expr all = ended.growth(by);
    return ended.whereNot(Names.LABEL_STATUS, "success").growth(by).orZero(all).over(all);
  }

  /** All four statuses, those without a case as zero as long as anything ended. */
  static Panel byStatus(Panel panel, Series ended) {
    for (String status : STATUSES) {
      panel.asks(status, ended.where(Names.LABEL_STATUS, status).growth().orZero(ended.growth()));
    }
    return coloured(panel);
  }

  /** All four statuses over time. */
  static Panel ratesByStatus(Panel panel, Series ended) {
    for (String status : STATUSES) {
      panel.asks(status, ended.where(Names.LABEL_STATUS, status).rate().orZero(ended.rate()));
    }
    return coloured(panel).stacked();
  }

  private static Panel coloured(Panel panel) {
    return panel
        .seriesColoured("success", GREEN)
        .seriesColoured("error", RED)
        .seriesColoured("timeout", AMBER)
        .seriesColoured("cancelled", NEUTRAL);
  }

  /** Lines of failures, newest first, each with the way to its trace. */
  static Panel failures(Lines lines) {
    return table("Recent failures")
        .size(24, 9)
        .says("Log lines of level ERROR or worse, newest first. Its trace is a click away.")
        .asks(
            new Query.Logs(
                "", lines.matching(Names.PEER_ATTR_LEVEL, "error|critical|fatal").logql()))
        .column("Time", "Time")
        .column(Names.PEER_LABEL_COMPONENT, "Component")
        .column(Names.PEER_ATTR_WORKFLOW_ID, "Workflow")
        .column(Names.PEER_ATTR_EXECUTION_ID, "Execution")
        .column(Names.PEER_ATTR_STEP_ID, "Step")
        .column(Names.PEER_LABEL_TOOL_NAME, "Tool")
        .column(Names.PEER_ATTR_MESSAGE, "Message")
        .column(Names.PEER_ATTR_TRACE_ID, "Trace")
        .in(Unit.PLAIN)
        .whenEmpty(AEL.nothing("log lines of level ERROR, in JSON"))
        .leadsTo(AEL.lines())
        .columnLeadsTo("Trace", Traces.one());
  }

  /**
   * Traces of AEL.
   *
   * @param condition what one of their spans has to meet, in TraceQL
   */
  static Panel traces(String title, String meaning, String condition) {
    return table(title)
        .size(24, 9)
        .says(meaning)
        .asks(new Query.Traces("{ " + AEL.spans() + " && " + condition + " }", 50))
        .in(Unit.PLAIN)
        .whenEmpty(AEL.nothing("spans of workflows, steps and tools"))
        .leadsTo(Traces.all());
  }
}
