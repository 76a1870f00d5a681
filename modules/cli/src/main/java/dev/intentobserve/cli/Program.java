package dev.intentobserve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

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
final class Program {
  private static final int HELP = 80;

  /** Longer lines of prose are hard to read. */
  private static final int HELP_WIDEST = 120;

  private Program() {}

  static int run(String[] args, World world) {
    int exit = commandLine(args, world).execute(args);
    world.out().flush();
    world.err().flush();
    return exit;
  }

  /** Reading the annotations of every verb would take longer than most verbs run. */
  private static CommandLine commandLine(String[] args, World world) {
    Root root = new Root(world);
    CommandLine line = new CommandLine(root);
    Map<String, Verb> verbs =
        args.length > 0 && Verbs.known(args[0])
            ? Map.of(args[0], Verbs.create(args[0], root))
            : Verbs.all(root);
    verbs.forEach((name, verb) -> line.addSubcommand(name, verb.commandLine()));
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(Math.clamp(world.columns(HELP), HELP, HELP_WIDEST))
        .setColorScheme(CommandLine.Help.defaultColorScheme(world.colour() ? Ansi.ON : Ansi.OFF))
        .setOut(writer(world.out()))
        .setErr(writer(world.err()))
        .setParameterExceptionHandler((error, ignored) -> misused(error, world))
        .setExecutionExceptionHandler((error, command, result) -> failed(error, world));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, UTF_8), true);
  }

  private static int misused(ParameterException error, World world) {
    String verb = error.getCommandLine().getCommandSpec().qualifiedName();
    say(world, String.valueOf(error.getMessage()));
    if (error instanceof UnmatchedArgumentException unmatched) {
      for (String suggestion : unmatched.getSuggestions()) {
        world.err().println("  did you mean " + Safe.text(suggestion) + "?");
      }
    }
    world.err().println("Try: " + verb + " --help");
    return CliException.REFUSED;
  }

  private static int failed(Exception error, World world) {
    if (error instanceof CliException known) {
      say(world, String.valueOf(known.getMessage()));
      return known.exit();
    }
    say(world, message(error));
    if (!world.env("INTENT_OBSERVE_DEBUG", "").isEmpty()) {
      error.printStackTrace(world.err());
    }
    return CliException.GENERAL;
  }

  /** An exception nobody foresaw is named, so that it can be reported. */
  private static String message(Exception error) {
    boolean foreseen = error instanceof Unreachable || error instanceof IOException;
    return foreseen ? Problems.of(error) : error.toString();
  }

  private static void say(World world, String message) {
    world.err().println("intent-observe: " + lines(message));
  }

  /** Line breaks of our own stay; anything else in a line is made safe. */
  private static String lines(String message) {
    return String.join("\n", message.lines().map(Safe::text).toList());
  }
}
