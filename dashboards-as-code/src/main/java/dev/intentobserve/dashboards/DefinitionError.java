package dev.intentobserve.dashboards;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A mistake in what was written, as told to who made it: what is wrong, and on which line. */
final class DefinitionError {
  /** Where things are written with words that may refuse them. */
  private static final List<String> WRITTEN_IN =
      List.of("dev.intentobserve.dashboards.dashboards.", "dev.intentobserve.dashboards.alerting.");

  private DefinitionError() {}

  /** What to say; empty when it is a fault of the program and not of what was written. */
  static Optional<String> told(Throwable thrown) {
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
        .filter(frame -> WRITTEN_IN.stream().anyMatch(frame.getClassName()::startsWith))
        .filter(frame -> !frame.getClassName().endsWith(".DashboardCatalog"))
        .findFirst()
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber());
  }
}
