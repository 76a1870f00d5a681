package dev.intentobserve.intake;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The moment by which a request is answered. Monotonic: a moved clock moves no deadline. */
record Deadline(long nanos) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Negative once it has passed. */
  Duration left() {
    return Duration.ofNanos(nanos - System.nanoTime());
  }

  /**
   * As {@code work}, or fails when the deadline passes first; the work itself goes on to its end.
   */
  <T> Future<T> bound(Future<T> work) {
    if (work.isComplete()) {
      return work;
    }
    return work.timeout(Math.max(1, left().toMillis()), TimeUnit.MILLISECONDS);
  }
}
