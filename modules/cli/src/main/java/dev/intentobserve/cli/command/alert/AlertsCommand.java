package dev.intentobserve.cli.command.alert;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.command.CliCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows alerts; everything else about them is a subcommand. */
@Command(
    name = "alerts",
    header = "Shows, follows, tests and silences alerts.",
    description = {
      "Without an action: the pending and firing alerts, most severe first; with an ID, one alert.",
      "Example of a silence:",
      "  alerts silence --match rule=StaleIntent --for 2h --reason 'on holiday'"
    },
    synopsisSubcommandLabel = "[ACTION]",
    subcommands = {
      AlertsCommand.ListAlerts.class,
      AlertFollowCommand.class,
      AlertsCommand.TestAlert.class,
      AlertDeliveriesCommand.class,
      SilenceCommand.class,
      SilenceCommand.ListSilences.class,
      SilenceCommand.EndSilence.class
    })
public final class AlertsCommand extends AlertList {
  private static final String ID = "[0-9a-f]{16}";

  @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "ID of an alert.")
  private @Nullable String id;

  @Override
  public Integer call() {
    if (id == null) {
      return super.call();
    }
    if (!id.matches(ID)) {
      throw CliException.usage("unknown action or alert '" + id + "'; see: alerts --help");
    }
    if (isFiltered() || given("--limit", "--cursor")) {
      throw CliException.usage("options of a list do not apply to one alert");
    }
    return show(ApiPaths.ALERTS + "/" + id);
  }

  @Command(
      name = "list",
      header = "Lists alerts, most severe first.",
      description = "Lists alerts, most severe first; without --state, pending and firing ones.")
  static final class ListAlerts extends AlertList {}

  @Command(
      name = "test",
      header = "Fires a test alert.",
      description = "Fires a test alert, which is sent to all configured channels.")
  static final class TestAlert extends CliCommand {
    @Override
    public Integer call() {
      send("POST", ApiPaths.ALERTS + "/test", null);
      note("check the result: intent-observe alerts deliveries --format text");
      return 0;
    }
  }
}
