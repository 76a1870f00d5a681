package dev.intentobserve.slo.openslo;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with a file of objectives.
 *
 * @param line from 1; 0 where the whole file is meant
 * @param field {@code spec.objectives[0].target}; empty where the whole file or document is meant
 * @param message what is wrong and what would be right
 */
public record OpenSloProblem(String file, int line, String field, String message) {
  public OpenSloProblem {
    requireNonNull(file, "file");
    requireNonNull(field, "field");
    requireNonNull(message, "message");
  }

  /** As compilers say it: {@code file:line: field: message}. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + (field.isEmpty() ? "" : field + ": ") + message;
  }
}
