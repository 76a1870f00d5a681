package dev.intentobserve.reading;

import java.util.List;

/**
 * Cuts a body into records without understanding them, so that one bad record never fails its
 * neighbours. Works on bytes and knows only newlines, quotes and brackets.
 */
public final class Splitter {
  /** Where a record lies in its body; {@code origin} is {@code line 17} or {@code index 3}. */
  public record Slice(int offset, int length, String origin) {}

  private Splitter() {}

  /** Lines that are not blank; the line number counts blank ones too. */
  public static List<Slice> lines(byte[] body) {
    return List.of();
  }

  /**
   * What a JSON body holds: the elements of an array, or the body itself when it is anything else.
   * Elements are cut by brackets and quotes; after a syntax error the rest is one record.
   */
  public static List<Slice> json(byte[] body) {
    return List.of();
  }
}
