package dev.intentobserve.dashboards;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A mistake in a definition of a dashboard or rule, for its author: what is wrong, in which line.
 */
final class DefinitionError {
  /** The packages with definitions. */
  private static final List<String> DEFINITIONS =
      List.of("dev.intentobserve.dashboards.dashboards.", "dev.intentobserve.dashboards.alerting.");

  private DefinitionError() {}

  /** The message; empty for a fault of this program instead of a definition. */
  static Optional<String> message(Throwable thrown) {
    Throwable cause =
        thrown instanceof ExceptionInInitializerError && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    return cause instanceof IllegalArgumentException || cause instanceof IllegalStateException
        ? Optional.of(line(cause).map(at -> at + ": ").orElse("") + cause.getMessage())
        : Optional.empty();
  }

  private static Optional<String> line(Throwable cause) {
    return Stream.of(cause.getStackTrace())
        .filter(frame -> DEFINITIONS.stream().anyMatch(frame.getClassName()::startsWith))
        .filter(frame -> !frame.getClassName().endsWith(".DashboardCatalog"))
        .findFirst()
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber());
  }
}
