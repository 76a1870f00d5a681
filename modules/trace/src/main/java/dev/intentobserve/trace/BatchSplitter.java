package dev.intentobserve.trace;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.trace.TraceConfig.Bounds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits work into parts of bounded size. Any split gives the same result, because facts and claims
 * merge in any order.
 */
final class BatchSplitter {
  private BatchSplitter() {}

  /**
   * Keeps the order of events; an event that names more than {@code most} entities is a part of its
   * own.
   */
  static List<List<StoredEvent>> of(List<StoredEvent> page, int most) {
    List<List<StoredEvent>> batches = new ArrayList<>();
    int from = 0;
    long names = 0;
    for (int i = 0; i < page.size(); i++) {
      long more = names(page.get(i));
      if (i > from && names + more > most) {
        batches.add(page.subList(from, i));
        from = i;
        names = 0;
      }
      names += more;
    }
    if (from < page.size()) {
      batches.add(page.subList(from, page.size()));
    }
    return batches;
  }

  /**
   * The changes of some events, in steps within the bounds. All steps but the last contain only
   * lists: committing these again after a crash changes nothing, so no position within an event has
   * to be stored.
   */
  static List<Map<Scope, GraphDelta>> steps(List<StoredEvent> events, Bounds bounds) {
    Map<Scope, GraphDelta> whole = FactExtractor.assign(events, bounds.part());
    List<Map<Scope, GraphDelta>> steps = new ArrayList<>();
    whole.forEach((scope, deltas) -> cut(scope, deltas, bounds.names(), steps));
    steps.add(whole);
    return steps;
  }

  /** Keeps the last {@code most} members and removes those before them. */
  private static void cut(
      Scope scope, GraphDelta deltas, int most, List<Map<Scope, GraphDelta>> steps) {
    List<Membership> left = new ArrayList<>();
    long names = 0;
    for (Membership part : deltas.memberships()) {
      if (!left.isEmpty() && names + part.ids().size() > most) {
        steps.add(listing(scope, left));
        left = new ArrayList<>();
        names = 0;
      }
      left.add(part);
      names += part.ids().size();
    }
    deltas.keepOnly(left);
  }

  private static Map<Scope, GraphDelta> listing(Scope scope, List<Membership> memberships) {
    GraphDelta deltas = new GraphDelta();
    memberships.forEach(deltas::add);
    Map<Scope, GraphDelta> step = new LinkedHashMap<>();
    step.put(scope, deltas);
    return step;
  }

  /** The amount of work in some events. */
  static long weight(List<StoredEvent> events) {
    return events.stream().mapToLong(BatchSplitter::names).sum();
  }

  /** How many entities an event names; duplicates count. */
  private static long names(StoredEvent stored) {
    long names = 1;
    for (Claim claim : stored.event().claims()) {
      names += claim instanceof Claim.Lists lists ? lists.ids().size() : 1;
    }
    return names;
  }
}
