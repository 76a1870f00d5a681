package dev.intentobserve.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads the tab-separated data files in the jars. */
public final class TsvResource {
  private TsvResource() {}

  /**
   * The rows of a file without comments; each has at least {@code columns} cells.
   *
   * @param name beside this class, or the absolute path of a resource
   */
  public static List<String[]> read(String name, int columns) {
    try (InputStream in = TsvResource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      List<String[]> rows =
          new BufferedReader(new InputStreamReader(in, UTF_8))
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.split("\t"))
              .toList();
      for (String[] row : rows) {
        if (row.length < columns) {
          throw new IllegalStateException(name + ": too few cells after " + row[0]);
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
