package dev.intentobserve.store.record;

import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.StorePorts.Append;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Requests that are committed together, while their transaction runs. No two attempts are equal.
 */
final class AppendAttempt {
  private final List<PendingAppend> requests;
  private final Set<WorkEvent> rejectedEvents;
  private final long startedNanos = System.nanoTime();

  /**
   * @param rejectedEvents events that the database refused, compared by reference
   */
  AppendAttempt(List<PendingAppend> requests, Set<WorkEvent> rejectedEvents) {
    this.requests = requests;
    this.rejectedEvents = rejectedEvents;
  }

  List<PendingAppend> requests() {
    return requests;
  }

  Set<WorkEvent> rejectedEvents() {
    return rejectedEvents;
  }

  List<Append> appends() {
    return requests.stream().map(PendingAppend::request).toList();
  }

  /** Whether all its callers have their answer already, that is, their deadline has passed. */
  boolean abandoned() {
    return requests.stream().allMatch(PendingAppend::answered);
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }
}
