package dev.intentobserve.trace;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The settings of the trace module.
 *
 * @param pageSize events read at once
 * @param summaryPage stale roots considered at once
 * @param pollInterval how long a lost hint may go unnoticed
 * @param bounds limits of one step
 * @param cacheBytes memory for the part of the entity graph that is kept between steps, estimated
 */
public record TraceConfig(
    int pageSize, int summaryPage, Duration pollInterval, Bounds bounds, long cacheBytes) {
  private static final long CACHE_BYTES = 64L << 20;

  public static final TraceConfig DEFAULT = new TraceConfig(2000, 100, Duration.ofSeconds(1));

  /**
   * Limits of one step, however many entities a single event names.
   *
   * @param part members in one row of the record; a longer list is stored in several rows
   * @param names entities that the events of one step name; an event that names more takes several
   *     steps
   * @param entities entities under the roots refreshed in one pass; one root is always refreshed,
   *     however large
   */
  public record Bounds(int part, int names, int entities) {
    public static final Bounds DEFAULT = new Bounds(1000, 5000, 20_000);

    /** No limits; for comparison in tests. */
    public static final Bounds NONE =
        new Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    public Bounds {
      if (part <= 0 || names < part || entities <= 0) {
        throw new IllegalArgumentException(
            "part and entities must be at least 1, names at least part");
      }
    }
  }

  public TraceConfig {
    requireNonNull(pollInterval, "pollInterval");
    requireNonNull(bounds, "bounds");
    if (pageSize <= 0 || summaryPage <= 0 || cacheBytes <= 0) {
      throw new IllegalArgumentException("pageSize, summaryPage and cacheBytes must be at least 1");
    }
  }

  /** With the default limits. */
  public TraceConfig(int pageSize, int summaryPage, Duration pollInterval) {
    this(pageSize, summaryPage, pollInterval, Bounds.DEFAULT);
  }

  /** With the default memory. */
  public TraceConfig(int pageSize, int summaryPage, Duration pollInterval, Bounds bounds) {
    this(pageSize, summaryPage, pollInterval, bounds, CACHE_BYTES);
  }
}
