package dev.intentobserve.cli;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** All commands, in the order of the help. */
final class CommandRegistry {
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

  /** The command with this name alone, or all commands if the name is unknown. */
  static Map<String, CliCommand> named(String name, GlobalOptions global) {
    Function<GlobalOptions, CliCommand> constructor = ALL.get(name);
    return constructor == null ? all(global) : Map.of(name, constructor.apply(global));
  }

  static Map<String, CliCommand> all(GlobalOptions global) {
    Map<String, CliCommand> commands = new LinkedHashMap<>();
    ALL.forEach((name, constructor) -> commands.put(name, constructor.apply(global)));
    return commands;
  }
}
