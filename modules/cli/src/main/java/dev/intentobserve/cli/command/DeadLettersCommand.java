package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.InputFile;
import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonOutline;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.model.event.InputLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The refused records: look, repair, discard. */
@Command(
    name = "dead-letters",
    header = "Refused records: look, repair, discard.",
    description = {
      "Refused records wait here until somebody repairs or discards them:",
      "  dead-letters [list]                  what is there",
      "  dead-letters show ID                 one of them with its body",
      "  dead-letters retry ID [--file FILE]  again, as it is or as FILE has it",
      "  dead-letters discard ID --reason R   it is not wanted"
    })
final class DeadLettersCommand extends CliCommand {
  private static final String PATH = "/api/v1/dead-letters";

  @Parameters(index = "0", arity = "0..1", paramLabel = "ACTION", description = "Else list.")
  private String action = "list";

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Number of a letter.")
  private @Nullable String id;

  @Option(names = "--file", description = "The repaired record; - is standard input.")
  private @Nullable String file;

  @Option(names = "--reason", description = "discard: why; list: only refused for this reason.")
  private @Nullable String reason;

  @Option(names = "--status", description = "list: open (default), replayed, discarded or all.")
  private @Nullable String status;

  @Option(names = "--limit", description = "list: maximum number of items (default: 100).")
  private int limit = 100;

  @Option(names = "--cursor", description = "list: go on where it ended.")
  private @Nullable String cursor;

  DeadLettersCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  public Integer call() throws IOException {
    return switch (action) {
      case "list" -> list();
      case "show" -> show();
      case "retry" -> retry();
      case "discard" -> discard();
      default ->
          throw CliException.usage(
              "dead-letters knows list, show, retry and discard, not '" + action + "'");
    };
  }

  private int list() {
    ListQuery query =
        new ListQuery().with("status", status).with("reason", reason).with("cursor", cursor);
    printList(query.collect(root.service(), PATH, limit), table());
    return 0;
  }

  private int show() {
    print(root.service().get(one(), Map.of()), JsonOutline::of);
    return 0;
  }

  private int retry() throws IOException {
    byte[] repaired = file == null ? null : read(file);
    ServiceClient.Answer answer =
        root.service()
            .ask("POST", one() + "/retry", repaired == null ? null : ServiceClient.JSON, repaired);
    print(ServiceClient.require(answer).json(), JsonOutline::of);
    return 0;
  }

  private int discard() {
    if (reason == null || reason.isBlank()) {
      throw CliException.usage("say why: --reason 'a test that went astray'");
    }
    String path = one() + ServiceClient.query(Map.of("reason", reason));
    ServiceClient.Answer answer =
        ServiceClient.require(root.service().ask("DELETE", path, null, null));
    print(answer.json(), JsonOutline::of);
    return 0;
  }

  private byte[] read(String name) throws IOException {
    try (InputStream in = InputFile.open(name, terminal)) {
      return InputFile.all(in, InputLimits.DEFAULT.record(), name);
    }
  }

  private String one() {
    if (id == null || !id.matches("[0-9]{1,18}")) {
      throw CliException.usage("which letter? Give its number, as the list shows it");
    }
    return PATH + "/" + id;
  }

  private static TextTable table() {
    return new TextTable("no dead letters")
        .right("ID", "id")
        .left("STATUS", "status")
        .left("RECEIVED", "received_time")
        .right("TIMES", "times")
        .left("RECEIVER", "receiver")
        .left("ORIGIN", "origin")
        .left("REASON", "reason")
        .left("DETAIL", "detail");
  }
}
