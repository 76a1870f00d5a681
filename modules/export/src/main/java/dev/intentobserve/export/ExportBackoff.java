package dev.intentobserve.export;

import dev.intentobserve.export.ExportConfig.Tuning;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait before trying again. */
final class ExportBackoff {
  private static final int MAX_DOUBLINGS = 30;

  private final Tuning tuning;
  private final RandomGenerator random;

  ExportBackoff(Tuning tuning, RandomGenerator random) {
    this.tuning = tuning;
    this.random = random;
  }

  /**
   * The receiver's own wish up to the longest one followed; else a pause that doubles, its upper
   * half by chance, so that many senders do not come back at once.
   *
   * @param attempt 0 after the first failure
   */
  Duration pause(int attempt, @Nullable Duration requestedDelay) {
    if (requestedDelay != null && requestedDelay.isPositive()) {
      return shorter(requestedDelay, tuning.maxRetryAfter());
    }
    Duration doubled = tuning.firstPause().multipliedBy(1L << Math.min(attempt, MAX_DOUBLINGS));
    long half = Math.max(1, shorter(doubled, tuning.longestPause()).toMillis() / 2);
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
