package dev.intentobserve.app;

import dev.intentobserve.app.config.ConfigException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The command line; pure.
 *
 * @param config null when no file is named
 */
record Arguments(Action action, @Nullable Path config) {
  static final String HELP =
      """
      Usage: app [--config FILE] [ACTION]

      Stores events of coding agents and serves the API and the pages, until it is stopped.

        --config FILE           configuration; default: INTENT_OBSERVE_CONFIG, then ./intent-observe.yaml
        --check-config          check the configuration and exit
        --print-config          print the effective values with their origin and exit
        --print-default-config  print a commented file with all keys and defaults and exit
        --version               print the version and exit
        --help                  print this help and exit

      Exit codes: 0 stopped normally, 1 cannot start, 12 invalid configuration.
      """;

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
