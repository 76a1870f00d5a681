package dev.intentobserve.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    return lines(file).getFirst().strip();
  }

  /**
   * Reads it as it is, for secrets that others chose: only the line break at the end is dropped.
   *
   * @throws IllegalArgumentException when there is no such line, or more than it
   */
  static String readExactly(String file) {
    List<String> lines = lines(file);
    if (lines.size() > 1) {
      throw new IllegalArgumentException("has more than one line");
    }
    return lines.getFirst();
  }

  /** Never empty, and neither is the first. */
  private static List<String> lines(String file) {
    try {
      List<String> lines = Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
      if (lines.isEmpty() || lines.getFirst().isBlank()) {
        throw new IllegalArgumentException("is an empty file");
      }
      return lines;
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("does not exist", e);
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException("may not be read by the user of this process", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read", e);
    }
  }
}
