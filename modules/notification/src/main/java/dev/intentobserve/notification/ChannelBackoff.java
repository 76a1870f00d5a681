package dev.intentobserve.notification;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long a channel that failed is left alone. */
final class ChannelBackoff {
  /** A receiver may ask for this much and no more. */
  static final Duration MAX_REQUESTED_DELAY = Duration.ofHours(1);

  private static final int MAX_DOUBLINGS = 30;

  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;

  ChannelBackoff(NotificationConfig config, RandomGenerator random) {
    this.first = config.firstPause();
    this.longest = config.longestPause();
    this.random = random;
  }

  /**
   * What the receiver wishes; else a pause that doubles, its upper half by chance, so that many
   * senders do not come back at once.
   *
   * @param attempt 1 for the first that failed
   */
  Duration pause(int attempt, @Nullable Duration requestedDelay) {
    if (requestedDelay != null && requestedDelay.isPositive()) {
      return shorter(requestedDelay, MAX_REQUESTED_DELAY);
    }
    Duration doubled = first.multipliedBy(1L << Math.min(attempt - 1, MAX_DOUBLINGS));
    long half = Math.max(1, shorter(doubled, longest).toMillis() / 2);
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
