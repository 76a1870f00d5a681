package dev.intentobserve.cli.command.alert;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.command.GlobalOptions;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "deliveries",
    header = "Lists notifications and their outcome.",
    description = "Lists the attempts to notify a channel, newest first.")
final class AlertDeliveriesCommand extends CliCommand {
  @Option(names = "--channel", description = "Only to this channel.")
  private @Nullable String channel;

  @Option(names = "--alert", description = "Only about the alert with this ID.")
  private @Nullable String alert;

  @Option(names = "--outcome", description = "delivered, failed, given_up or silenced.")
  private @Nullable String outcome;

  @Option(names = "--limit", description = "Maximum number of items (default: 100).")
  private int limit = 100;

  @Option(names = "--cursor", description = "Continue a list from its next_cursor.")
  private @Nullable String cursor;

  AlertDeliveriesCommand(GlobalOptions global) {
    super(global);
  }

  @Override
  public Integer call() {
    ListQuery query =
        new ListQuery()
            .with("channel", channel)
            .with("alert", alert)
            .with("outcome", outcome)
            .with("cursor", cursor);
    TextTable table =
        new TextTable("no deliveries")
            .left("AT", row -> NumberText.moment(row, "at"))
            .left("CHANNEL", "channel")
            .left("OUTCOME", "outcome")
            .right("ATTEMPT", "attempt")
            .left("ALERT", "alert")
            .left("RULE", "rule")
            .left("STATE", "state")
            .prose("DETAIL", "detail");
    String path = ApiPaths.ALERTS + "/deliveries";
    printList(query.collect(service(), path, limit), table, "no deliveries");
    return 0;
  }
}
