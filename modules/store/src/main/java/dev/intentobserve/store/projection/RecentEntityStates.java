package dev.intentobserve.store.projection;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.EntityStatePorts.EntityStatePage;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The states that were saved last, so that who follows them need not read and parse them again.
 * Holds one range of revisions without gaps; everything outside of it comes from the database.
 * Bounded by the estimated size of facts. Not thread-safe.
 */
final class RecentEntityStates {
  private final int capacity;
  private final long byteCapacity;
  private final TreeMap<Long, EntityStateRow> run = new TreeMap<>();
  private final Map<Scoped<EntityKey>, Long> revisions = new HashMap<>();
  private long after;
  private long upTo;
  private long bytes;

  RecentEntityStates(int capacity, long byteCapacity) {
    this.capacity = capacity;
    this.byteCapacity = byteCapacity;
  }

  /**
   * Adds committed rows, in the order of their revisions.
   *
   * @param before the last revision before them; shows a gap if it is not our own last one
   */
  void add(long before, List<EntityStateRow> rows) {
    if (before != upTo) {
      run.clear();
      revisions.clear();
      bytes = 0;
      after = before;
    }
    for (EntityStateRow row : rows) {
      Long old = revisions.put(key(row), row.revision());
      if (old != null) {
        remove(old);
      }
      run.put(row.revision(), row);
      bytes += row.facts().weight();
      upTo = row.revision();
    }
    while (run.size() > capacity || bytes > byteCapacity) {
      after = run.firstKey();
      revisions.remove(key(remove(after)));
    }
  }

  private EntityStateRow remove(long revision) {
    EntityStateRow row = requireNonNull(run.remove(revision), "row");
    bytes -= row.facts().weight();
    return row;
  }

  private static Scoped<EntityKey> key(EntityStateRow row) {
    return new Scoped<>(row.scope(), row.entityState().key());
  }

  /** A page that is known to be complete; empty if only the database can tell. */
  Optional<EntityStatePage> after(long position, int limit) {
    if (position < after || position >= upTo) {
      return Optional.empty();
    }
    NavigableMap<Long, EntityStateRow> rest = run.tailMap(position, false);
    List<EntityStateRow> page = rest.values().stream().limit(limit).toList();
    long last = page.isEmpty() ? position : page.getLast().revision();
    return Optional.of(new EntityStatePage(page, last, last < upTo));
  }
}
