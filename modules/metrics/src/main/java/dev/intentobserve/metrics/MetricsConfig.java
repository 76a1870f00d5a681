package dev.intentobserve.metrics;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.util.Set;

/**
 * The settings of the metrics module.
 *
 * @param pageSize events read and committed at once
 * @param entityStatePage entity states read and committed at once
 * @param seriesBudget series shown of a metric in each scope; the rest is summed into one series
 *     with labels {@code other}. The store keeps {@value #KEPT} times as many of each scope, and of
 *     all scopes together no more than that are shown
 * @param tick how often timings are collected and open events are checked
 * @param pollInterval how long a lost hint may go unnoticed
 * @param readers cursors over the record that this process moves; the freshness of others is not
 *     sampled
 */
@RecordBuilder
public record MetricsConfig(
    int pageSize,
    int entityStatePage,
    int seriesBudget,
    Duration tick,
    Duration pollInterval,
    Set<String> readers)
    implements MetricsConfigBuilder.With {
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
      throw new IllegalArgumentException("tick and pollInterval must be at least a millisecond");
    }
  }

  /**
   * Series shown of a metric in each scope, with this many scopes. It depends on the number of
   * scopes only, not on how many series another scope has.
   */
  int seriesShown(int scopes) {
    return Math.clamp(seriesKept() / Math.max(1, scopes), 1, seriesBudget);
  }

  /** Series of a metric that the store keeps apart within a scope. */
  int seriesKept() {
    return seriesBudget * KEPT;
  }
}
