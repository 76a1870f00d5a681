package dev.intentobserve.cli.command.alert;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.command.GlobalOptions;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.model.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
    synopsisSubcommandLabel = "[ACTION]")
public final class AlertsCommand extends CliCommand {
  private static final String ID = "[0-9a-f]{16}";

  @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "ID of an alert.")
  private @Nullable String id;

  @Mixin private ListOptions filters = new ListOptions();

  public AlertsCommand(GlobalOptions global) {
    super(global);
  }

  /** The options of a list, which may stand behind {@code alerts} or behind {@code alerts list}. */
  static final class ListOptions {
    @Option(names = "--state", description = "pending, firing or resolved.")
    private @Nullable String state;

    @Option(names = "--rule", description = "Only alerts of this rule.")
    private @Nullable String rule;

    @Option(names = "--severity", description = "info, warning or critical.")
    private @Nullable String severity;

    @Option(names = "--limit", description = "Maximum number of items (default: 100).")
    private @Nullable Integer limit;

    @Option(names = "--cursor", description = "Continue a list from its next_cursor.")
    private @Nullable String cursor;

    boolean given() {
      return isFiltered() || limit != null || cursor != null;
    }

    private boolean isFiltered() {
      return state != null || rule != null || severity != null;
    }

    private ListQuery query() {
      return new ListQuery()
          .with("rule", rule)
          .with("severity", severity)
          .with("state", state)
          .with("cursor", cursor);
    }
  }

  @Override
  protected Map<String, CliCommand> actions() {
    Map<String, CliCommand> actions = new LinkedHashMap<>();
    actions.put("list", new ListAlerts(global()));
    actions.put("follow", new AlertFollowCommand(global()));
    actions.put("test", new TestAlert(global()));
    actions.put("deliveries", new AlertDeliveriesCommand(global()));
    actions.put("silence", new SilenceCommand(global()));
    actions.put("silences", new SilenceCommand.ListSilences(global()));
    actions.put("unsilence", new SilenceCommand.EndSilence(global()));
    return actions;
  }

  @Override
  public Integer call() {
    if (id == null) {
      return listAlerts(this, filters);
    }
    if (!id.matches(ID)) {
      throw CliException.usage("unknown action or alert '" + id + "'; see: alerts --help");
    }
    if (filters.given()) {
      throw CliException.usage("options of a list do not apply to one alert");
    }
    return show(ApiPaths.ALERTS + "/" + id);
  }

  private static int listAlerts(CliCommand command, ListOptions filters) {
    int limit = filters.limit == null ? 100 : filters.limit;
    Json.Fields page = filters.query().collect(command.service(), ApiPaths.ALERTS, limit);
    TextTable table =
        new TextTable("no alerts")
            .left("ID", "id")
            .left("STATE", "state")
            .left("SEVERITY", "severity")
            .left("RULE", "rule")
            .left("SINCE", row -> NumberText.moment(row, "since"))
            .left("SILENCED", "silenced_by")
            .prose("SUMMARY", "summary");
    command.printList(page, table, filters.isFiltered() ? "no such alerts" : "no active alerts");
    return 0;
  }

  @Command(
      name = "list",
      header = "Lists alerts, most severe first.",
      description = "Lists alerts, most severe first; without --state, pending and firing ones.")
  static final class ListAlerts extends CliCommand {
    @Mixin private ListOptions filters = new ListOptions();

    ListAlerts(GlobalOptions global) {
      super(global);
    }

    @Override
    public Integer call() {
      return listAlerts(this, filters);
    }
  }

  @Command(
      name = "test",
      header = "Fires a test alert.",
      description = "Fires a test alert, which is sent to all configured channels.")
  static final class TestAlert extends CliCommand {
    TestAlert(GlobalOptions global) {
      super(global);
    }

    @Override
    public Integer call() {
      send("POST", ApiPaths.ALERTS + "/test", null);
      note("check the result: intent-observe alerts deliveries --format text");
      return 0;
    }
  }
}
