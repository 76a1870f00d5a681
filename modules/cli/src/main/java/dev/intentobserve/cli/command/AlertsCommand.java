package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.ListQuery;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Alerts: look, follow, test, silence. */
@Command(
    name = "alerts",
    header = "Alerts: look, follow, test, silence.",
    description = {
      "What needs attention, who was told, and what is kept quiet:",
      "  alerts [list]            what is pending or fires, the most severe first",
      "  alerts ID                one of them",
      "  alerts follow            each change as it happens",
      "  alerts test              fire a test alert, to see whether it arrives",
      "  alerts deliveries        what became of notifications",
      "  alerts silence           keep quiet what --match names, --for so long",
      "  alerts silences [--all]  which there are",
      "  alerts unsilence NUMBER  end one early",
      "Such as:",
      "  alerts silence --match rule=StaleIntent --for 2h --reason 'on holiday'"
    })
final class AlertsCommand extends CliCommand {
  private static final String ID = "[0-9a-f]{16}";

  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "list", Set.of("--state", "--rule", "--severity", "--limit", "--cursor"),
          "follow", Set.of("--rule", "--severity", "--after"),
          "test", Set.of(),
          "deliveries", Set.of("--channel", "--alert", "--outcome", "--limit", "--cursor"),
          "silence", Set.of("--match", "--for", "--from", "--until", "--reason", "--author"),
          "silences", Set.of("--all"),
          "unsilence", Set.of());

  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "ACTION|ID", description = "Else list.")
  private String action = "list";

  @Parameters(index = "1", arity = "0..1", paramLabel = "NUMBER", description = "Of a silence.")
  private @Nullable String number;

  @Option(names = "--state", description = "list: pending, firing or resolved.")
  private @Nullable String state;

  @Option(names = "--rule", description = "list, follow: only of this rule.")
  private @Nullable String rule;

  @Option(names = "--severity", description = "list, follow: info, warning or critical.")
  private @Nullable String severity;

  @Option(names = "--after", description = "follow: begin behind this change; 0 for all.")
  private @Nullable Long after;

  @Option(names = "--channel", description = "deliveries: only of this channel.")
  private @Nullable String channel;

  @Option(names = "--alert", description = "deliveries: only of the alert with this id.")
  private @Nullable String alert;

  @Option(names = "--outcome", description = "deliveries: delivered, failed, given_up, silenced.")
  private @Nullable String outcome;

  @Option(
      names = "--match",
      paramLabel = "LABEL=VALUE",
      description = "silence: alerts with this label; all of several.")
  private List<String> match = List.of();

  @Option(names = "--for", paramLabel = "DURATION", description = "silence: how long, such as 2h.")
  private @Nullable String duration;

  @Option(names = "--from", paramLabel = "TIME", description = "silence: not from now on.")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "TIME", description = "silence: instead of --for.")
  private @Nullable String until;

  @Option(names = "--reason", description = "silence: why.")
  private @Nullable String reason;

  @Option(names = "--author", description = "silence: who, where the key does not say.")
  private @Nullable String author;

  @Option(names = "--all", description = "silences: also those that have ended.")
  private boolean all;

  @Option(names = "--limit", description = "Lists: maximum number of items (default: 100).")
  private int limit = 100;

  @Option(names = "--cursor", description = "Lists: go on where one ended.")
  private @Nullable String cursor;

  AlertsCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  public Integer call() {
    requireOptionsOf(action);
    AlertActions views = new AlertActions(this);
    return switch (action) {
      case "list" -> views.list(filters().with("state", state).with("cursor", cursor), limit);
      case "follow" -> new AlertFollower(this, filters()).run(after);
      case "test" -> views.test();
      case "deliveries" -> views.deliveries(deliveries(), limit);
      case "silence" -> views.silence(silence());
      case "silences" -> views.silences(all);
      case "unsilence" -> views.unsilence(number);
      default -> views.one(action);
    };
  }

  private ListQuery filters() {
    return new ListQuery().with("rule", rule).with("severity", severity);
  }

  private ListQuery deliveries() {
    return new ListQuery()
        .with("channel", channel)
        .with("alert", alert)
        .with("outcome", outcome)
        .with("cursor", cursor);
  }

  private SilenceRequest silence() {
    return new SilenceRequest(match, reason, author, from, until, duration);
  }

  /** An option of another action, silently ignored, would answer another question. */
  private void requireOptionsOf(String action) {
    Set<String> allowed = OPTIONS.get(action);
    if (allowed == null && !action.matches(ID)) {
      throw CliException.usage(
          "alerts knows list, follow, test, deliveries, silence, silences, unsilence and the id of"
              + " an alert, not '"
              + action
              + "'");
    }
    if (number != null && !action.equals("unsilence")) {
      throw CliException.usage("alerts " + action + " takes nothing behind it");
    }
    for (String option : given()) {
      if (allowed == null || !allowed.contains(option)) {
        String shown = allowed == null ? "ID" : action;
        throw CliException.usage("alerts " + shown + " does not take " + option);
      }
    }
  }

  /** Options of this verb that stand on the command line. */
  private List<String> given() {
    if (spec == null) {
      return List.of();
    }
    return spec.commandLine().getParseResult().matchedOptionsSet().stream()
        .map(OptionSpec::longestName)
        .filter(name -> OPTIONS.values().stream().anyMatch(options -> options.contains(name)))
        .distinct()
        .sorted()
        .toList();
  }
}
