package dev.intentobserve.cli.command.alert;

import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.command.GlobalOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "follow",
    header = "Prints each change of an alert as it happens.",
    description =
        "Prints each change of an alert as it happens, one per line. Ctrl-C ends it. After a lost"
            + " connection it continues with the next change.")
final class AlertFollowCommand extends CliCommand {
  @Option(names = "--rule", description = "Only alerts of this rule.")
  private @Nullable String rule;

  @Option(names = "--severity", description = "info, warning or critical.")
  private @Nullable String severity;

  @Option(names = "--after", description = "Begin after this change; 0 for all changes.")
  private @Nullable Long after;

  AlertFollowCommand(GlobalOptions global) {
    super(global);
  }

  @Override
  public Integer call() {
    ListQuery filters = new ListQuery().with("rule", rule).with("severity", severity);
    return new AlertFollower(this, filters).run(after);
  }
}
