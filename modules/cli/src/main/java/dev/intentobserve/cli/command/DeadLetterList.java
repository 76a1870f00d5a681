package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.render.TextTable;

/** A list with options that may stand behind {@code dead-letters} or {@code dead-letters list}. */
abstract class DeadLetterList extends CliCommand {
  DeadLetterList() {
    super(
        filter("--status", "open (default), replayed, discarded or all."),
        filter("--reason", "Only records refused for this reason."),
        limit(),
        cursor());
  }

  @Override
  public Integer call() {
    TextTable table =
        new TextTable("no dead letters")
            .right("ID", "id")
            .left("STATUS", "status")
            .left("RECEIVED", "received_time")
            .right("TIMES", "times")
            .left("RECEIVER", "receiver")
            .left("ORIGIN", "origin")
            .left("REASON", "reason")
            .left("DETAIL", "detail");
    return list(ApiPaths.DEAD_LETTERS, query(), table);
  }
}
