package dev.intentobserve.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads a secret from a file. */
final class SecretFile {
  private SecretFile() {}

  /**
   * The first line, without surrounding white space.
   *
   * @throws IllegalArgumentException when there is none; the message never contains the content
   */
  static String read(String file) {
    return lines(file).getFirst().strip();
  }

  /**
   * The only line, unchanged, for secrets that may begin or end with white space.
   *
   * @throws IllegalArgumentException when there is no line, or more than one
   */
  static String readExactly(String file) {
    List<String> lines = lines(file);
    if (lines.size() > 1) {
      throw new IllegalArgumentException("has more than one line");
    }
    return lines.getFirst();
  }

  /** At least one; the first is not blank. */
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
