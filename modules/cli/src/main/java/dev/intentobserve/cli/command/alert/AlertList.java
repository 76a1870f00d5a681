package dev.intentobserve.cli.command.alert;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.TextTable;

/** A list with options that may stand behind {@code alerts} or behind {@code alerts list}. */
abstract class AlertList extends CliCommand {
  AlertList() {
    super(
        filter("--rule", "Only alerts of this rule."),
        filter("--severity", "info, warning or critical."),
        filter("--state", "pending, firing or resolved."),
        limit(),
        cursor());
  }

  final boolean isFiltered() {
    return given("--rule", "--severity", "--state");
  }

  @Override
  public Integer call() {
    TextTable table =
        new TextTable("no alerts")
            .left("ID", "id")
            .left("STATE", "state")
            .left("SEVERITY", "severity")
            .left("RULE", "rule")
            .left("SINCE", row -> NumberText.moment(row, "since"))
            .left("SILENCED", "silenced_by")
            .prose("SUMMARY", "summary");
    String emptyNote = isFiltered() ? "no such alerts" : "no active alerts";
    printList(collect(ApiPaths.ALERTS, query()), table, emptyNote);
    return 0;
  }
}
