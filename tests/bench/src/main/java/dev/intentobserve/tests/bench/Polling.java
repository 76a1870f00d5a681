package dev.intentobserve.tests.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for a state of another process; the one place that pauses. */
final class Polling {
  /** Between two questions that cost little. */
  static final Duration OFTEN = Duration.ofMillis(10);

  private Polling() {}

  interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * @throws CheckFailedException if it does not hold in time
   */
  static void until(String what, Duration deadline, Duration pause, Condition condition)
      throws Exception {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new CheckFailedException(
            what + " did not happen within " + deadline.toSeconds() + " s");
      }
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  /** Returns at a point of {@link System#nanoTime}. */
  static void untilNanos(long time) {
    for (long rest = time - System.nanoTime(); rest > 0; rest = time - System.nanoTime()) {
      LockSupport.parkNanos(rest);
    }
  }
}
