package dev.intentobserve.metrics;

import dev.intentobserve.ports.MetricStorePorts.CursorMove;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The cursors that are farthest behind, and how far they may read until they reach the next ones;
 * from there they continue together. A new indicator thus catches up alone and then shares its
 * reads with the others.
 *
 * @param upTo position of the next cursor; {@code Long.MAX_VALUE} without one
 */
record CursorCohort(long from, long upTo, SortedSet<String> cursors) {

  /** From at least one position. */
  static CursorCohort last(Map<String, Long> positions) {
    long from = positions.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    long upTo =
        positions.values().stream()
            .mapToLong(Long::longValue)
            .filter(position -> position > from)
            .min()
            .orElse(Long.MAX_VALUE);
    SortedSet<String> cursors = new TreeSet<>();
    positions.forEach(
        (cursor, position) -> {
          if (position == from) {
            cursors.add(cursor);
          }
        });
    return new CursorCohort(from, upTo, cursors);
  }

  /** Whether other cursors are ahead. */
  boolean catchingUp() {
    return upTo != Long.MAX_VALUE;
  }

  /**
   * The position of the cohort after a page.
   *
   * @param last position of the page
   * @param more whether something between the page and {@link #upTo} was left out
   */
  long to(long last, boolean more) {
    return more || !catchingUp() ? last : upTo;
  }

  List<CursorMove> moves(long to) {
    return cursors.stream().map(cursor -> new CursorMove(cursor, from, to)).toList();
  }
}
