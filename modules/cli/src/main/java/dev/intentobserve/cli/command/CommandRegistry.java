package dev.intentobserve.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Every verb there is, in the order of the help. */
public final class CommandRegistry {
  private static final Map<String, Function<GlobalOptions, CliCommand>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("emit", EmitCommand::new);
    ALL.put("import", ImportCommand::new);
    ALL.put("tail", TailCommand::new);
    ALL.put("export", ExportCommand::new);
    ALL.put("validate", ValidateCommand::new);
    ALL.put("inspect", InspectCommand::new);
    ALL.put("events", EventsCommand::new);
    ALL.put("trace", TraceCommand::new);
    ALL.put("entities", EntitiesCommand::new);
    ALL.put("why", WhyCommand::new);
    ALL.put("slo", SloCommand::new);
    ALL.put("alerts", AlertsCommand::new);
    ALL.put("dead-letters", DeadLettersCommand::new);
    ALL.put("doctor", DoctorCommand::new);
    ALL.put("completion", CompletionCommand::new);
  }

  private CommandRegistry() {}

  public static boolean known(String name) {
    return ALL.containsKey(name);
  }

  public static CliCommand create(String name, GlobalOptions root) {
    Function<GlobalOptions, CliCommand> constructor = ALL.get(name);
    if (constructor == null) {
      throw new IllegalArgumentException("no verb " + name);
    }
    return constructor.apply(root);
  }

  public static Map<String, CliCommand> all(GlobalOptions root) {
    Map<String, CliCommand> commands = new LinkedHashMap<>();
    ALL.forEach((name, constructor) -> commands.put(name, constructor.apply(root)));
    return commands;
  }
}
