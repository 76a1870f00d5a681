package dev.intentobserve.app;

import dev.intentobserve.app.config.ConfigException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for; pure.
 *
 * @param config null when no file is named
 */
record Arguments(Action action, @Nullable Path config) {
  static final String HELP =
      """
      Usage: app [--config FILE] [ACTION]

      Records events of coding agents and answers questions about them, until it is stopped.

        --config FILE           configuration; else INTENT_OBSERVE_CONFIG, else ./intent-observe.yaml
        --check-config          say whether the configuration is valid, and end
        --print-config          print the values in force and where each comes from, and end
        --print-default-config  print a commented file of all keys and defaults, and end
        --version               print the version, and end
        --help                  print this, and end

      Exit codes: 0 stopped in good order, 1 cannot start, 12 the configuration is wrong.
      """;

  /** What to do. */
  enum Action {
    RUN,
    HELP,
    VERSION,
    CHECK_CONFIG,
    PRINT_CONFIG,
    PRINT_DEFAULT_CONFIG
  }

  static Arguments parse(String... arguments) {
    Action action = Action.RUN;
    Path config = null;
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      if (argument.startsWith("--config=")) {
        config = Path.of(argument.substring("--config=".length()));
      } else if (argument.equals("--config") && i + 1 < arguments.length) {
        config = Path.of(arguments[++i]);
      } else {
        action = action(argument);
      }
    }
    return new Arguments(action, config);
  }

  private static Action action(String argument) {
    return switch (argument) {
      case "--help", "-h" -> Action.HELP;
      case "--version" -> Action.VERSION;
      case "--check-config" -> Action.CHECK_CONFIG;
      case "--print-config" -> Action.PRINT_CONFIG;
      case "--print-default-config" -> Action.PRINT_DEFAULT_CONFIG;
      case "--config" -> throw new ConfigException("--config needs a file.");
      default -> throw new ConfigException("Unknown argument " + argument + "; see --help.");
    };
  }
}
