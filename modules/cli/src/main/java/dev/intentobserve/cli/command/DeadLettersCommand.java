package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.InputFile;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.model.event.InputLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists refused records; to show, fix or discard one is a subcommand. */
@Command(
    name = "dead-letters",
    header = "Shows, retries and discards refused records.",
    description = "Lists the refused records that wait to be fixed and sent again, or discarded.",
    synopsisSubcommandLabel = "[ACTION]",
    subcommands = {
      DeadLettersCommand.ListDeadLetters.class,
      DeadLettersCommand.ShowDeadLetter.class,
      DeadLettersCommand.RetryDeadLetter.class,
      DeadLettersCommand.DiscardDeadLetter.class
    })
public final class DeadLettersCommand extends DeadLetterList {
  @Command(
      name = "list",
      header = "Lists refused records.",
      description = "Lists refused records, newest first.")
  static final class ListDeadLetters extends DeadLetterList {}

  /** A command about one dead letter. */
  abstract static class OneDeadLetter extends CliCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "Number, as the list shows it.")
    private String id = "";

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

    @Override
    public Integer call() {
      if (reason == null || reason.isBlank()) {
        throw CliException.usage("--reason is required, for example --reason 'sent by mistake'");
      }
      return send("DELETE", path() + ServiceClient.query(Map.of("reason", reason)), null);
    }
  }
}
