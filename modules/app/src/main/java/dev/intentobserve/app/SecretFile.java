package dev.intentobserve.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A secret in a file of its own: its first line. */
final class SecretFile {
  private SecretFile() {}

  /**
   * Reads it, without the space around it.
   *
   * @throws IllegalArgumentException when there is nothing to read; never with what there is
   */
  static String read(String file) {
    try {
      List<String> lines = Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
      if (lines.isEmpty() || lines.getFirst().isBlank()) {
        throw new IllegalArgumentException("is an empty file");
      }
      return lines.getFirst().strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read", e);
    }
  }
}
