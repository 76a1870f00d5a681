package dev.intentobserve.store.record;

import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.ports.StorePorts.Page;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The latest events, already parsed, so that readers that follow the record need not wait for the
 * database and for a second parse. Holds one range of seqs without gaps; everything outside of it
 * comes from the database. As soon as another process has appended, the end of the range no longer
 * counts as the end of the record. Not thread-safe.
 */
public final class RecentEvents {
  private final int capacity;
  private final long byteCapacity;
  private final TreeMap<Long, StoredEvent> run = new TreeMap<>();
  private long bytes;
  private boolean otherWriters;

  public RecentEvents(int capacity, long byteCapacity) {
    this.capacity = capacity;
    this.byteCapacity = byteCapacity;
  }

  /**
   * Adds committed events in the order of seq. A gap, caused by another process, starts a new
   * range.
   *
   * @param head the last seq before them; shows other writers if it is not our own last one
   */
  void add(long head, List<StoredEvent> events) {
    otherWriters |= !run.isEmpty() && head != run.lastKey();
    for (StoredEvent event : events) {
      if (!run.isEmpty() && event.seq() != run.lastKey() + 1) {
        otherWriters = true;
        run.clear();
        bytes = 0;
      }
      run.put(event.seq(), event);
      bytes += event.event().body().length();
    }
    while (run.size() > capacity || bytes > byteCapacity) {
      bytes -= run.pollFirstEntry().getValue().event().body().length();
    }
  }

  /** A page that is known to be complete; empty if only the database can tell. */
  Optional<Page> after(long position, long upTo, int limit) {
    if (run.isEmpty() || position + 1 < run.firstKey() || position >= run.lastKey()) {
      return Optional.empty();
    }
    long head = Math.min(upTo, run.lastKey());
    List<StoredEvent> page =
        head <= position
            ? List.of()
            : run.subMap(position, false, head, true).values().stream().limit(limit).toList();
    long last = page.isEmpty() ? position : page.getLast().seq();
    boolean atTheEnd = last == run.lastKey();
    return Optional.of(
        new Page(page, last, last < head || (atTheEnd && otherWriters && last < upTo)));
  }
}
