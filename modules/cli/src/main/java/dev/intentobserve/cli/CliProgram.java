package dev.intentobserve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.IoErrorText;
import dev.intentobserve.cli.client.ServiceUnreachableException;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.command.CommandRegistry;
import dev.intentobserve.cli.command.GlobalOptions;
import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.model.text.SafeText;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** From arguments to an exit code. */
final class CliProgram {
  private static final int HELP = 80;

  /** Longer lines of prose are hard to read. */
  private static final int MAX_HELP_WIDTH = 120;

  private CliProgram() {}

  static int run(String[] args, Terminal terminal) {
    int exit = commandLine(args, terminal).execute(args);
    terminal.out().flush();
    terminal.err().flush();
    return exit;
  }

  /** Reading the annotations of every verb would take longer than most verbs run. */
  private static CommandLine commandLine(String[] args, Terminal terminal) {
    GlobalOptions root = new GlobalOptions(terminal);
    CommandLine line = new CommandLine(root);
    Map<String, CliCommand> commands =
        args.length > 0 && CommandRegistry.known(args[0])
            ? Map.of(args[0], CommandRegistry.create(args[0], root))
            : CommandRegistry.all(root);
    commands.forEach((name, command) -> line.addSubcommand(name, command.commandLine()));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(Math.clamp(terminal.columns(HELP), HELP, MAX_HELP_WIDTH))
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setParameterExceptionHandler((error, ignored) -> misused(error, terminal))
        .setExecutionExceptionHandler((error, command, result) -> failed(error, terminal));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
  }

  private static int misused(ParameterException error, Terminal terminal) {
    String command = error.getCommandLine().getCommandSpec().qualifiedName();
    say(terminal, String.valueOf(error.getMessage()));
    if (error instanceof UnmatchedArgumentException unmatched) {
      for (String suggestion : unmatched.getSuggestions()) {
        terminal.err().println("  did you mean " + SafeText.singleLine(suggestion) + "?");
      }
    }
    terminal.err().println("Try: " + command + " --help");
    return CliException.REFUSED;
  }

  private static int failed(Exception error, Terminal terminal) {
    if (error instanceof CliException known) {
      say(terminal, String.valueOf(known.getMessage()));
      return known.exit();
    }
    say(terminal, message(error));
    if (!terminal.env("INTENT_OBSERVE_DEBUG", "").isEmpty()) {
      error.printStackTrace(terminal.err());
    }
    return CliException.GENERAL;
  }

  /** An exception nobody foresaw is named, so that it can be reported. */
  private static String message(Exception error) {
    boolean foreseen = error instanceof ServiceUnreachableException || error instanceof IOException;
    return foreseen ? IoErrorText.of(error) : error.toString();
  }

  private static void say(Terminal terminal, String message) {
    terminal.err().println("intent-observe: " + lines(message));
  }

  /** Line breaks of our own stay; anything else in a line is made safe. */
  private static String lines(String message) {
    return String.join("\n", message.lines().map(SafeText::singleLine).toList());
  }
}
