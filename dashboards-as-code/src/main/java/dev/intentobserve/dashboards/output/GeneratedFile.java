package dev.intentobserve.dashboards.output;

import static java.util.Objects.requireNonNull;

/**
 * A generated file.
 *
 * @param path from the project's root, with slashes
 * @param content all of it, ending with a line break
 */
public record GeneratedFile(String path, String content) {
  public GeneratedFile {
    requireNonNull(path, "path");
    requireNonNull(content, "content");
    if (path.startsWith("/") || path.contains("..")) {
      throw new IllegalArgumentException(path + " is outside the project");
    }
    if (!content.endsWith("\n")) {
      throw new IllegalArgumentException(path + " does not end with a line break");
    }
  }
}
