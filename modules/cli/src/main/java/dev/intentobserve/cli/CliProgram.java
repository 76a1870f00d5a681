package dev.intentobserve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.IoErrorText;
import dev.intentobserve.cli.client.ServiceUnreachableException;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.command.DeadLettersCommand;
import dev.intentobserve.cli.command.EmitCommand;
import dev.intentobserve.cli.command.EntitiesCommand;
import dev.intentobserve.cli.command.EventsCommand;
import dev.intentobserve.cli.command.ExportCommand;
import dev.intentobserve.cli.command.GlobalOptions;
import dev.intentobserve.cli.command.ImportCommand;
import dev.intentobserve.cli.command.InspectCommand;
import dev.intentobserve.cli.command.TailCommand;
import dev.intentobserve.cli.command.TraceCommand;
import dev.intentobserve.cli.command.ValidateCommand;
import dev.intentobserve.cli.command.WhyCommand;
import dev.intentobserve.cli.command.alert.AlertsCommand;
import dev.intentobserve.cli.command.doctor.DoctorCommand;
import dev.intentobserve.cli.command.slo.SloCommand;
import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.model.text.SafeText;
import dev.intentobserve.model.text.Suggest;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command and turns its result or failure into an exit code. */
final class CliProgram {
  private static final int MIN_HELP_WIDTH = 80;

  /** Longer lines of prose are hard to read. */
  private static final int MAX_HELP_WIDTH = 120;

  /** All commands, in the order of the help. */
  private static final Map<String, Supplier<CliCommand>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("emit", EmitCommand::new);
    COMMANDS.put("import", ImportCommand::new);
    COMMANDS.put("tail", TailCommand::new);
    COMMANDS.put("export", ExportCommand::new);
    COMMANDS.put("validate", ValidateCommand::new);
    COMMANDS.put("inspect", InspectCommand::new);
    COMMANDS.put("events", EventsCommand::new);
    COMMANDS.put("trace", TraceCommand::new);
    COMMANDS.put("entities", EntitiesCommand::new);
    COMMANDS.put("why", WhyCommand::new);
    COMMANDS.put("slo", SloCommand::new);
    COMMANDS.put("alerts", AlertsCommand::new);
    COMMANDS.put("dead-letters", DeadLettersCommand::new);
    COMMANDS.put("doctor", DoctorCommand::new);
    COMMANDS.put("completion", CompletionCommand::new);
  }

  private CliProgram() {}

  static int run(String[] args, Terminal terminal) {
    String command = args.length == 0 ? "" : args[0];
    int exit = commandLine(command, terminal).execute(args);
    terminal.out().flush();
    terminal.err().flush();
    return exit;
  }

  /** With only the named command: reading all annotations takes longer than most commands. */
  private static CommandLine commandLine(String command, Terminal terminal) {
    Supplier<CliCommand> constructor = COMMANDS.get(command);
    CommandLine line =
        constructor == null
            ? all(terminal)
            : new CommandLine(new GlobalOptions(terminal)).addSubcommand(constructor.get());
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(
            Math.clamp(terminal.columns(MIN_HELP_WIDTH), MIN_HELP_WIDTH, MAX_HELP_WIDTH))
        .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colour() ? Ansi.ON : Ansi.OFF))
        .setOut(writer(terminal.out()))
        .setErr(writer(terminal.err()))
        .setExecutionStrategy(CliProgram::execute)
        .setParameterExceptionHandler((error, ignored) -> misused(error, terminal))
        .setExecutionExceptionHandler((error, ignored, result) -> failed(error, terminal));
  }

  static CommandLine all(Terminal terminal) {
    CommandLine line = new CommandLine(new GlobalOptions(terminal));
    COMMANDS.values().forEach(constructor -> line.addSubcommand(constructor.get()));
    return line;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
  }

  /** An option before an action would be ignored without a word; this rejects it. */
  private static int execute(ParseResult parsed) {
    for (ParseResult at = parsed.subcommand(); at != null && at.hasSubcommand(); ) {
      ParseResult action = at.subcommand();
      for (OptionSpec option : at.matchedOptions()) {
        if (option.scopeType() != ScopeType.INHERIT) {
          throw new ParameterException(
              at.commandSpec().commandLine(),
              option.longestName() + " does not apply to " + action.commandSpec().name());
        }
      }
      at = action;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static int misused(ParameterException error, Terminal terminal) {
    String command = error.getCommandLine().getCommandSpec().qualifiedName();
    say(terminal, message(error));
    if (error instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
      for (String suggestion : unmatched.getSuggestions()) {
        terminal.err().println("  did you mean " + SafeText.singleLine(suggestion) + "?");
      }
    }
    terminal.err().println("Try: " + command + " --help");
    return CliException.REFUSED;
  }

  private static String message(ParameterException error) {
    if (!(error instanceof UnmatchedArgumentException unmatched) || unmatched.isUnknownOption()) {
      return String.valueOf(error.getMessage());
    }
    String argument = unmatched.getUnmatched().getFirst();
    Set<String> commands = error.getCommandLine().getSubcommands().keySet();
    return commands.isEmpty()
        ? "unexpected argument '" + argument + "'"
        : "unknown command '" + argument + "'" + Suggest.hint(argument, commands);
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

  /** The class name of an unexpected exception is shown, so that it can be reported. */
  private static String message(Exception error) {
    boolean expected = error instanceof ServiceUnreachableException || error instanceof IOException;
    return expected ? IoErrorText.of(error) : error.toString();
  }

  private static void say(Terminal terminal, String message) {
    terminal.err().println("intent-observe: " + lines(message));
  }

  /** Keeps our own line breaks; everything else is made safe. */
  private static String lines(String message) {
    return String.join("\n", message.lines().map(SafeText::singleLine).toList());
  }
}
