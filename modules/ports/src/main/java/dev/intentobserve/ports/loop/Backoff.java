package dev.intentobserve.ports.loop;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: a pause that doubles with every failure up to a limit.
 * Immutable; the caller counts the failures.
 */
public final class Backoff {
  private static final int MAX_DOUBLINGS = 30;

  private final Duration first;
  private final Duration longest;
  private final Duration longestRequested;
  private final @Nullable RandomGenerator jitter;

  private Backoff(
      Duration first,
      Duration longest,
      Duration longestRequested,
      @Nullable RandomGenerator jitter) {
    if (!first.isPositive() || !longest.isPositive()) {
      throw new IllegalArgumentException("a pause must be longer than zero");
    }
    this.first = first;
    this.longest = longest;
    this.longestRequested = longestRequested;
    this.jitter = jitter;
  }

  /** Exact pauses; a receiver's own wish is followed up to {@code longest}. */
  public static Backoff of(Duration first, Duration longest) {
    return new Backoff(first, longest, longest, null);
  }

  /**
   * The upper half of every pause is random, so that many senders do not return at the same moment.
   */
  public Backoff withJitter(RandomGenerator random) {
    return new Backoff(first, longest, longestRequested, random);
  }

  /** A receiver may ask for this much ({@code Retry-After}) and no more. */
  public Backoff withLongestRequested(Duration limit) {
    return new Backoff(first, longest, limit, jitter);
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
