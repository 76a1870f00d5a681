package dev.intentobserve.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: a pause that doubles with every failure up to a limit.
 * The caller counts the failures.
 *
 * @param longestRequested a receiver may ask for this much ({@code Retry-After}) and no more
 * @param jitter makes the upper half of every pause random, so that many senders do not return at
 *     the same moment; null for exact pauses
 */
@RecordBuilder
public record Backoff(
    Duration first, Duration longest, Duration longestRequested, @Nullable RandomGenerator jitter)
    implements BackoffBuilder.With {
  private static final int MAX_DOUBLINGS = 30;

  public Backoff {
    if (!first.isPositive() || !longest.isPositive()) {
      throw new IllegalArgumentException("a pause must be longer than zero");
    }
  }

  /** Exact pauses; a receiver's own wish is followed up to {@code longest}. */
  public static Backoff of(Duration first, Duration longest) {
    return new Backoff(first, longest, longest, null);
  }

  /**
   * The pause after so many failures in a row.
   *
   * @param failures 1 after the first one
   */
  public Duration pause(int failures) {
    Duration doubled = first.multipliedBy(1L << Math.min(Math.max(0, failures - 1), MAX_DOUBLINGS));
    Duration pause = shorter(doubled, longest);
    if (jitter == null) {
      return pause;
    }
    long half = Math.max(1, pause.toMillis() / 2);
    return Duration.ofMillis(half + jitter.nextLong(half + 1));
  }

  /**
   * The pause the receiver asked for, within the limit; without a wish as {@link #pause(int)}.
   *
   * @param requested null or not positive where the receiver asked for none
   */
  public Duration pause(int failures, @Nullable Duration requested) {
    return requested != null && requested.isPositive()
        ? shorter(requested, longestRequested)
        : pause(failures);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
