package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.InputFile;
import dev.intentobserve.cli.client.ListQuery;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.TextTable;
import dev.intentobserve.model.event.InputLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists refused records; to show, fix or discard one is a subcommand. */
@Command(
    name = "dead-letters",
    header = "Shows, retries and discards refused records.",
    description = "Lists the refused records that wait to be fixed and sent again, or discarded.",
    synopsisSubcommandLabel = "[ACTION]")
public final class DeadLettersCommand extends CliCommand {
  @Mixin private ListOptions options = new ListOptions();

  public DeadLettersCommand(GlobalOptions global) {
    super(global);
  }

  /** May stand behind {@code dead-letters} or behind {@code dead-letters list}. */
  static final class ListOptions {
    @Option(names = "--status", description = "open (default), replayed, discarded or all.")
    private @Nullable String status;

    @Option(names = "--reason", description = "Only records refused for this reason.")
    private @Nullable String reason;

    @Option(names = "--limit", description = "Maximum number of items (default: 100).")
    private int limit = 100;

    @Option(names = "--cursor", description = "Continue a list from its next_cursor.")
    private @Nullable String cursor;

    private int list(CliCommand command) {
      ListQuery query =
          new ListQuery().with("status", status).with("reason", reason).with("cursor", cursor);
      TextTable table =
          new TextTable("no dead letters")
              .right("ID", "id")
              .left("STATUS", "status")
              .left("RECEIVED", "received_time")
              .right("TIMES", "times")
              .left("RECEIVER", "receiver")
              .left("ORIGIN", "origin")
              .left("REASON", "reason")
              .left("DETAIL", "detail");
      return command.list(ApiPaths.DEAD_LETTERS, query, limit, table);
    }
  }

  @Override
  protected Map<String, CliCommand> actions() {
    Map<String, CliCommand> actions = new LinkedHashMap<>();
    actions.put("list", new ListDeadLetters(global()));
    actions.put("show", new ShowDeadLetter(global()));
    actions.put("retry", new RetryDeadLetter(global()));
    actions.put("discard", new DiscardDeadLetter(global()));
    return actions;
  }

  @Override
  public Integer call() {
    return options.list(this);
  }

  @Command(
      name = "list",
      header = "Lists refused records.",
      description = "Lists refused records, newest first.")
  static final class ListDeadLetters extends CliCommand {
    @Mixin private ListOptions options = new ListOptions();

    ListDeadLetters(GlobalOptions global) {
      super(global);
    }

    @Override
    public Integer call() {
      return options.list(this);
    }
  }

  /** A command about one dead letter. */
  abstract static class OneDeadLetter extends CliCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "Number, as the list shows it.")
    private String id = "";

    OneDeadLetter(GlobalOptions global) {
      super(global);
    }

    final String path() {
      if (!id.matches("[0-9]{1,18}")) {
        throw CliException.usage(
            "'" + id + "' is not the number of a dead letter; see: dead-letters list");
      }
      return ApiPaths.DEAD_LETTERS + "/" + id;
    }
  }

  @Command(
      name = "show",
      header = "Shows one refused record with its body.",
      description = "Shows one refused record with its body.")
  static final class ShowDeadLetter extends OneDeadLetter {
    ShowDeadLetter(GlobalOptions global) {
      super(global);
    }

    @Override
    public Integer call() {
      return show(path());
    }
  }

  @Command(
      name = "retry",
      header = "Sends a refused record again.",
      description = "Sends a refused record again, unchanged or as corrected in a file.")
  static final class RetryDeadLetter extends OneDeadLetter {
    @Option(names = "--file", description = "The corrected record; - is standard input.")
    private @Nullable String file;

    RetryDeadLetter(GlobalOptions global) {
      super(global);
    }

    @Override
    public Integer call() throws IOException {
      return send("POST", path() + "/retry", file == null ? null : read(file));
    }

    private byte[] read(String name) throws IOException {
      try (InputStream in = InputFile.open(name, terminal())) {
        return InputFile.all(in, InputLimits.DEFAULT.record(), name);
      }
    }
  }

  @Command(
      name = "discard",
      header = "Discards a refused record.",
      description = "Marks a refused record as not wanted.")
  static final class DiscardDeadLetter extends OneDeadLetter {
    @Option(names = "--reason", description = "Why; required.")
    private @Nullable String reason;

    DiscardDeadLetter(GlobalOptions global) {
      super(global);
    }

    @Override
    public Integer call() {
      if (reason == null || reason.isBlank()) {
        throw CliException.usage("--reason is required, for example --reason 'sent by mistake'");
      }
      return send("DELETE", path() + ServiceClient.query(Map.of("reason", reason)), null);
    }
  }
}
