package dev.intentobserve.trace;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How the trace room works.
 *
 * @param pageSize events read at once
 * @param summaryPage dirty traces whose summaries are remade at once
 * @param pollInterval how long a lost hint may go unnoticed
 * @param bounds what one step may be about
 */
public record TraceConfig(int pageSize, int summaryPage, Duration pollInterval, Bounds bounds) {
  public static final TraceConfig DEFAULT = new TraceConfig(2000, 100, Duration.ofSeconds(1));

  /**
   * What one step may be about, whatever a single event names.
   *
   * @param part members in one row of the record; a longer list is kept in several
   * @param names entities that events of one step name; an event that names more takes several
   * @param entities entities under the roots that are remade in one pass; one root is always
   *     remade, however large
   */
  public record Bounds(int part, int names, int entities) {
    public static final Bounds DEFAULT = new Bounds(1000, 5000, 20_000);

    /** No bounds at all, to compare with. */
    public static final Bounds NONE =
        new Bounds(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    public Bounds {
      if (part <= 0 || names < part || entities <= 0) {
        throw new IllegalArgumentException("a step is about a part of a list at least");
      }
    }
  }

  public TraceConfig {
    requireNonNull(pollInterval, "slowPoke");
    requireNonNull(bounds, "bounds");
    if (pageSize <= 0 || summaryPage <= 0) {
      throw new IllegalArgumentException("pages hold at least one");
    }
  }

  /** With the usual bounds. */
  public TraceConfig(int pageSize, int summaryPage, Duration pollInterval) {
    this(pageSize, summaryPage, pollInterval, Bounds.DEFAULT);
  }
}
