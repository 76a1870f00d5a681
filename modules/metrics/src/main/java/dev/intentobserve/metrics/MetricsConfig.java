package dev.intentobserve.metrics;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * How the metrics room works.
 *
 * @param pageSize events read and committed at once
 * @param entityStatePage lives read and committed at once
 * @param seriesBudget series a metric shows at most of each scope; the rest is one more, whose
 *     labels say {@code other}. The cellar keeps {@value #KEPT} times as many of each scope, and of
 *     all scopes together no more than that are shown
 * @param tick how often timings are collected and open cases are looked at
 * @param pollInterval how long a lost hint may go unnoticed
 * @param readers cursors over the record that move in this house; how fresh others are nobody asks
 */
public record MetricsConfig(
    int pageSize,
    int entityStatePage,
    int seriesBudget,
    Duration tick,
    Duration pollInterval,
    Set<String> readers) {
  public static final MetricsConfig DEFAULT =
      new MetricsConfig(
          2000, 500, 200, Duration.ofSeconds(10), Duration.ofSeconds(1), Set.of("trace"));

  private static final int KEPT = 20;

  public MetricsConfig {
    requireNonNull(tick, "tick");
    requireNonNull(pollInterval, "slowPoke");
    readers = Set.copyOf(readers);
    if (pageSize <= 0 || entityStatePage <= 0) {
      throw new IllegalArgumentException("pages hold at least one");
    }
    if (seriesBudget < 1) {
      throw new IllegalArgumentException("a budget of series is at least 1");
    }
    if (tick.compareTo(Duration.ofMillis(1)) < 0
        || pollInterval.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("a tick and a slow poke take at least a millisecond");
    }
  }

  /**
   * Series of a metric that are shown of each scope, of so many scopes. How many there are decides,
   * never how much another one has.
   */
  int seriesShown(int scopes) {
    return Math.clamp(seriesKept() / Math.max(1, scopes), 1, seriesBudget);
  }

  /** Series of a metric that the cellar keeps apart within a scope. */
  int seriesKept() {
    return seriesBudget * KEPT;
  }
}
