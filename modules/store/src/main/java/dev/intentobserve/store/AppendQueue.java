package dev.intentobserve.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Requests that wait for the appender, bounded in bytes and number. */
final class AppendQueue {
  private final long byteCapacity;
  private final int capacity;
  private final Set<Pending> waiting = new LinkedHashSet<>();
  private long bytes;

  AppendQueue(long byteCapacity, int capacity) {
    this.byteCapacity = byteCapacity;
    this.capacity = capacity;
  }

  /** False when there is no room; an empty queue takes anything, however large. */
  boolean offer(Pending request) {
    if (!waiting.isEmpty()
        && (waiting.size() >= capacity || bytes + request.bytes() > byteCapacity)) {
      return false;
    }
    waiting.add(request);
    bytes += request.bytes();
    return true;
  }

  /** Those before all others, in the order given: they were taken once and came back. */
  void putBack(List<Pending> requests) {
    List<Pending> later = new ArrayList<>(waiting);
    waiting.clear();
    bytes = 0;
    requests.forEach(this::add);
    later.forEach(this::add);
  }

  /** As many whole requests as fit, at least one if there is any. */
  List<Pending> take(int rows, long batchBytes) {
    List<Pending> taken = new ArrayList<>();
    int takenRows = 0;
    long takenBytes = 0;
    for (Iterator<Pending> requests = waiting.iterator(); requests.hasNext(); ) {
      Pending next = requests.next();
      takenRows += next.rows();
      takenBytes += next.bytes();
      if (!taken.isEmpty() && (takenRows > rows || takenBytes > batchBytes)) {
        break;
      }
      requests.remove();
      bytes -= next.bytes();
      taken.add(next);
    }
    return taken;
  }

  void remove(Pending request) {
    if (waiting.remove(request)) {
      bytes -= request.bytes();
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  private void add(Pending request) {
    waiting.add(request);
    bytes += request.bytes();
  }
}
