package dev.intentobserve.store.record;

import dev.intentobserve.ports.flow.FairShareGate;
import dev.intentobserve.ports.flow.FairShareGate.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Requests that wait for the appender, bounded in bytes and number. Each tenant has a line of its
 * own, and a batch is taken one request of each in turn, so that nobody waits behind another's
 * flood. Within a tenant the order is kept.
 */
final class AppendQueue {
  private final FairShareGate bytes;
  private final FairShareGate requests;

  /** By tenant; the one whose turn is next comes first. None of the lines is empty. */
  private final Map<String, SequencedSet<PendingAppend>> waiting = new LinkedHashMap<>();

  AppendQueue(long byteCapacity, int capacity, Set<String> tenants) {
    this.bytes = new FairShareGate(byteCapacity, tenants);
    this.requests = new FairShareGate(capacity, tenants);
  }

  /** What became of an offer: {@code ENTERED}, or which limit it met. */
  Answer offer(PendingAppend request) {
    String tenant = request.tenant();
    if (waiting.containsKey(tenant)) {
      Answer place = requests.tryEnter(tenant, 1);
      if (place != Answer.ENTERED) {
        return place;
      }
      Answer room = bytes.tryEnter(tenant, request.bytes());
      if (room != Answer.ENTERED) {
        requests.leave(tenant, 1);
        return room;
      }
    } else {
      // Whoever has nothing here is never sent away: one request is in memory anyway.
      enter(request);
    }
    line(tenant).add(request);
    return Answer.ENTERED;
  }

  /** Those before all others of their tenant, in the order given: they were taken and came back. */
  void putBack(List<PendingAppend> back) {
    for (PendingAppend request : back.reversed()) {
      enter(request);
      line(request.tenant()).addFirst(request);
    }
  }

  /** As many whole requests as fit, at least one if there is any. */
  List<PendingAppend> take(int rows, long batchBytes) {
    Batch batch = new Batch(rows, batchBytes);
    List<String> turns = new ArrayList<>(waiting.keySet());
    while (!turns.isEmpty()) {
      turns.removeIf(tenant -> !takeOne(tenant, batch));
    }
    return batch.taken;
  }

  void remove(PendingAppend request) {
    SequencedSet<PendingAppend> own = waiting.get(request.tenant());
    if (own != null && own.remove(request)) {
      leave(request);
      if (own.isEmpty()) {
        waiting.remove(request.tenant());
      }
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** False when this tenant has no more for the batch; one whose turn it was keeps its turn. */
  private boolean takeOne(String tenant, Batch batch) {
    SequencedSet<PendingAppend> own = line(tenant);
    PendingAppend next = own.getFirst();
    if (!batch.add(next)) {
      return false;
    }
    remove(next);
    waiting.remove(tenant);
    if (own.isEmpty()) {
      return false;
    }
    waiting.put(tenant, own);
    return true;
  }

  private SequencedSet<PendingAppend> line(String tenant) {
    return waiting.computeIfAbsent(tenant, name -> new LinkedHashSet<>());
  }

  private void enter(PendingAppend request) {
    requests.enter(request.tenant(), 1);
    bytes.enter(request.tenant(), request.bytes());
  }

  private void leave(PendingAppend request) {
    requests.leave(request.tenant(), 1);
    bytes.leave(request.tenant(), request.bytes());
  }

  /** What one transaction takes. */
  private static final class Batch {
    private final List<PendingAppend> taken = new ArrayList<>();
    private int rows;
    private long bytes;

    Batch(int rows, long bytes) {
      this.rows = rows;
      this.bytes = bytes;
    }

    boolean add(PendingAppend next) {
      if (!taken.isEmpty() && (next.rows() > rows || next.bytes() > bytes)) {
        return false;
      }
      rows -= next.rows();
      bytes -= next.bytes();
      return taken.add(next);
    }
  }
}
