package dev.intentobserve.cli.command.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Creates, lists and ends silences. */
@Command(
    name = "silence",
    header = "Stops notifications for a while.",
    description =
        "Stops notifications about the matching alerts for a while; needs the role admin.")
final class SilenceCommand extends CliCommand {
  private static final String PATH = ApiPaths.ALERTS + "/silences";

  @Option(
      names = "--match",
      paramLabel = "LABEL=VALUE",
      description = "Alerts with this label; with several, alerts that have them all.")
  private List<String> match = List.of();

  @Option(names = "--for", paramLabel = "DURATION", description = "How long, such as 2h.")
  private @Nullable String duration;

  @Option(names = "--from", paramLabel = "TIME", description = "Start time (default: now).")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "TIME", description = "End time, instead of --for.")
  private @Nullable String until;

  @Option(names = "--reason", description = "Why; required.")
  private @Nullable String reason;

  @Option(names = "--author", description = "Author (default: the name of the key).")
  private @Nullable String author;

  @Override
  public Integer call() {
    return send("POST", PATH, body().encode().getBytes(UTF_8));
  }

  private Json.Fields body() {
    if (match.isEmpty()) {
      throw CliException.usage("--match is required, for example --match rule=StaleIntent");
    }
    if (reason == null || reason.isBlank()) {
      throw CliException.usage("--reason is required, for example --reason 'planned migration'");
    }
    if ((until == null) == (duration == null)) {
      throw CliException.usage("give either --for 2h or --until 2026-03-01T12:00:00Z");
    }
    Json.Builder body = Json.object().put("matchers", matchers()).put("reason", reason);
    put(body, "author", author);
    put(body, "starts", from);
    put(body, "ends", until);
    put(body, "duration", duration);
    return body.build();
  }

  private Json.Fields matchers() {
    Map<String, Json> matchers = new LinkedHashMap<>();
    for (String pair : match) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw CliException.usage("--match takes LABEL=VALUE, not '" + pair + "'");
      }
      String label = pair.substring(0, equals);
      if (matchers.put(label, Json.of(pair.substring(equals + 1))) != null) {
        throw CliException.usage("--match has '" + label + "' twice; no alert has it twice");
      }
    }
    return new Json.Fields(matchers);
  }

  private static void put(Json.Builder body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  @Command(
      name = "silences",
      header = "Lists silences.",
      description = "Lists the silences that are active or about to start.")
  static final class ListSilences extends CliCommand {
    @Option(names = "--all", description = "Also those that have ended.")
    private boolean all;

    @Override
    public Integer call() {
      Map<String, String> query = all ? Map.of("which", "all") : Map.of();
      TextTable table =
          new TextTable("no silences")
              .right("ID", "id")
              .left("STATE", "state")
              .left("STARTS", row -> NumberText.moment(row, "starts"))
              .left("ENDS", row -> NumberText.moment(row, "ends"))
              .left("AUTHOR", "author")
              .left("MATCHES", row -> pairs(row.fields("matchers")))
              .prose("REASON", "reason");
      printList(service().get(PATH, query), table, "no silences");
      return 0;
    }

    private static String pairs(Json.Fields labels) {
      return labels.values().keySet().stream()
          .map(name -> SafeText.singleLine(name) + "=" + JsonFields.text(labels, name))
          .collect(Collectors.joining(" "));
    }
  }

  @Command(
      name = "unsilence",
      header = "Ends a silence now.",
      description = "Ends a silence before its time.")
  static final class EndSilence extends CliCommand {
    @Parameters(index = "0", paramLabel = "NUMBER", description = "As alerts silences shows it.")
    private String number = "";

    @Override
    public Integer call() {
      if (!number.matches("[0-9]{1,18}")) {
        throw CliException.usage("the number of a silence is missing; see: alerts silences");
      }
      return send("DELETE", PATH + "/" + number, null);
    }
  }
}
