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
 * Requests that wait for the appender, limited in bytes and number. Each tenant has its own queue,
 * and a batch takes one request of each in turn, so that a tenant that sends much does not delay
 * others. Within a tenant the order is kept.
 */
final class AppendQueue {
  private final FairShareGate bytes;
  private final FairShareGate requests;

  /** By tenant, the one whose turn is next first. No queue in it is empty. */
  private final Map<String, SequencedSet<PendingAppend>> waiting = new LinkedHashMap<>();

  AppendQueue(long byteCapacity, int capacity, Set<String> tenants) {
    this.bytes = new FairShareGate(byteCapacity, tenants);
    this.requests = new FairShareGate(capacity, tenants);
  }

  /** {@code ENTERED}, or the limit that the request would exceed. */
  Answer offer(PendingAppend request) {
    String tenant = request.tenant();
    if (waiting.containsKey(tenant)) {
      Answer byNumber = requests.tryEnter(tenant, 1);
      if (byNumber != Answer.ENTERED) {
        return byNumber;
      }
      Answer byBytes = bytes.tryEnter(tenant, request.bytes());
      if (byBytes != Answer.ENTERED) {
        requests.leave(tenant, 1);
        return byBytes;
      }
    } else {
      // A tenant without a waiting request is always accepted: the request is in memory anyway.
      enter(request);
    }
    queueOf(tenant).add(request);
    return Answer.ENTERED;
  }

  /** Puts taken requests back in front of all others of their tenant, in the given order. */
  void putBack(List<PendingAppend> back) {
    for (PendingAppend request : back.reversed()) {
      enter(request);
      queueOf(request.tenant()).addFirst(request);
    }
  }

  /** As many whole requests as fit, at least one if any waits. */
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

  /** False if this tenant has no more requests for the batch. */
  private boolean takeOne(String tenant, Batch batch) {
    SequencedSet<PendingAppend> own = queueOf(tenant);
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

  private SequencedSet<PendingAppend> queueOf(String tenant) {
    return waiting.computeIfAbsent(tenant, absent -> new LinkedHashSet<>());
  }

  private void enter(PendingAppend request) {
    requests.enter(request.tenant(), 1);
    bytes.enter(request.tenant(), request.bytes());
  }

  private void leave(PendingAppend request) {
    requests.leave(request.tenant(), 1);
    bytes.leave(request.tenant(), request.bytes());
  }

  /** The requests of one transaction. */
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
