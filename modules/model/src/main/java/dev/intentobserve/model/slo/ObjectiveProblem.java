package dev.intentobserve.model.slo;

import static java.util.Objects.requireNonNull;

/**
 * A problem in a file of objectives.
 *
 * @param file its name within the folder of objectives
 * @param line from 1; 0 for the whole file
 * @param field {@code spec.objectives[0].target}; empty for the whole file or document
 * @param message what is wrong and what would be valid
 */
public record ObjectiveProblem(String file, int line, String field, String message) {
  public ObjectiveProblem {
    requireNonNull(file, "file");
    requireNonNull(field, "field");
    requireNonNull(message, "message");
  }

  /** The format of compilers: {@code file:line: field: message}. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + (field.isEmpty() ? "" : field + ": ") + message;
  }
}
