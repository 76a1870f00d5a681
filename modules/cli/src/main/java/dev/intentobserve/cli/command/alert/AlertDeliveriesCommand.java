package dev.intentobserve.cli.command.alert;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.TextTable;
import picocli.CommandLine.Command;

@Command(
    name = "deliveries",
    header = "Lists notifications and their outcome.",
    description = "Lists the attempts to notify a channel, newest first.")
final class AlertDeliveriesCommand extends CliCommand {
  AlertDeliveriesCommand() {
    super(
        filter("--channel", "Only to this channel."),
        filter("--alert", "Only about the alert with this ID."),
        filter("--outcome", "delivered, failed, given_up or silenced."),
        limit(),
        cursor());
  }

  @Override
  public Integer call() {
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
    printList(collect(ApiPaths.ALERTS + "/deliveries", query()), table, "no deliveries");
    return 0;
  }
}
