package dev.intentobserve.trace;

import java.time.Duration;
import java.time.Instant;

/** When something that failed is tried again: later each time, up to an hour. */
final class RetryBackoff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int DOUBLINGS = 16;

  private RetryBackoff() {}

  /**
   * The moment of the next attempt.
   *
   * @param failures how often it failed by now, from 1
   */
  static Instant nextTry(Instant now, int failures) {
    Duration pause = FIRST.multipliedBy(1L << Math.min(DOUBLINGS, failures - 1));
    return now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
  }
}
