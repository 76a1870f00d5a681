package dev.intentobserve.pages;

import java.time.Duration;

/**
 * How much a page may ask for.
 *
 * @param keys whether whoever looks needs a key, and so a form to enter it
 * @param connections the most connections to the API at once; further questions wait
 * @param deadline for each question a page asks
 * @param largestAnswer bytes; a page that would need more says so instead
 * @param rows of a trace on one page
 */
public record PagesConfig(
    boolean keys, int connections, Duration deadline, int largestAnswer, int rows) {
  public static final PagesConfig DEFAULT =
      new PagesConfig(false, 16, Duration.ofSeconds(15), 64 << 20, 200);

  public PagesConfig {
    requirePositive(connections, "connections");
    requirePositive(deadline.toMillis(), "deadline");
    requirePositive(largestAnswer, "largest_answer");
    requirePositive(rows, "rows");
  }

  /** The same for a service that wants keys, or does not. */
  public PagesConfig withKeys(boolean keys) {
    return new PagesConfig(keys, connections, deadline, largestAnswer, rows);
  }

  private static void requirePositive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("pages." + name + " must be positive, not " + value);
    }
  }
}
