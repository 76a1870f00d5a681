package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.ListQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how objectives stand and what their figures are made of. */
@Command(
    name = "slo",
    header = "Shows how objectives stand, and why.",
    description = {
      "Objectives: how they stand, and the cases behind their figures:",
      "  slo                              all of them",
      "  slo NAME                         one: budget, burn rates, forecast",
      "  slo NAME --events --outcome bad  what its figures are made of",
      "Offline:",
      "  slo validate FILE...             what is wrong with files of objectives",
      "  slo rules --out=DIR              objectives as Prometheus rules"
    },
    synopsisSubcommandLabel = "[ACTION]")
final class SloCommand extends CliCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Of an objective.")
  private @Nullable String name;

  @Option(names = "--events", description = "The cases behind the figures.")
  private boolean events;

  @Option(names = "--outcome", description = "Only good, bad or open cases.")
  private @Nullable String outcome;

  @Option(names = "--since", description = "Cases from this time on, or this long ago: 24h.")
  private @Nullable String since;

  @Option(names = "--until", description = "Cases up to this time.")
  private @Nullable String until;

  @Option(names = "--limit", description = "Maximum number of events (default: 100).")
  private int limit = 100;

  @Option(names = "--cursor", description = "Go on where a list of cases ended.")
  private @Nullable String cursor;

  SloCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  Map<String, CliCommand> actions() {
    Map<String, CliCommand> actions = new LinkedHashMap<>();
    actions.put("validate", new SloValidateCommand(root));
    actions.put("rules", new SloRulesCommand(root));
    return actions;
  }

  @Override
  public Integer call() {
    SloActions view = new SloActions(this);
    if (name == null) {
      if (asksForCases()) {
        throw CliException.usage("whose cases? Give the name of an objective, as slo lists them");
      }
      return view.list();
    }
    if (!events && asksForCases()) {
      throw CliException.usage("--outcome, --since, --until and --cursor belong to --events");
    }
    return events ? view.cases(name, query(), limit) : view.one(name);
  }

  private boolean asksForCases() {
    boolean filtered = outcome != null || since != null || until != null || cursor != null;
    return filtered || (events && name == null);
  }

  private ListQuery query() {
    return new ListQuery()
        .with("outcome", outcome)
        .with("since", since)
        .with("until", until)
        .with("cursor", cursor);
  }
}
