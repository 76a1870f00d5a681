package dev.intentobserve.ingest.pipeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The {@link System#nanoTime} by which a request must be answered, whatever the wall clock does.
 */
public record RequestDeadline(long nanos) {
  public static RequestDeadline in(Duration time) {
    return new RequestDeadline(System.nanoTime() + time.toNanos());
  }

  /** Negative once it has passed. */
  public Duration left() {
    return Duration.ofNanos(nanos - System.nanoTime());
  }

  /**
   * Completes like {@code work}, or fails when the deadline passes first; the work is not
   * cancelled.
   */
  public <T> Future<T> bound(Future<T> work) {
    if (work.isComplete()) {
      return work;
    }
    return work.timeout(Math.max(1, left().toMillis()), TimeUnit.MILLISECONDS);
  }
}
