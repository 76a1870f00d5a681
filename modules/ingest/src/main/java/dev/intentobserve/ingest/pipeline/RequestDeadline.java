package dev.intentobserve.ingest.pipeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The moment by which a request is answered. Monotonic: a moved clock moves no deadline. */
public record RequestDeadline(long nanos) {
  public static RequestDeadline in(Duration time) {
    return new RequestDeadline(System.nanoTime() + time.toNanos());
  }

  /** Negative once it has passed. */
  public Duration left() {
    return Duration.ofNanos(nanos - System.nanoTime());
  }

  /**
   * As {@code work}, or fails when the deadline passes first; the work itself goes on to its end.
   */
  public <T> Future<T> bound(Future<T> work) {
    if (work.isComplete()) {
      return work;
    }
    return work.timeout(Math.max(1, left().toMillis()), TimeUnit.MILLISECONDS);
  }
}
