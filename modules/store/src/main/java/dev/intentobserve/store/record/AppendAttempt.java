package dev.intentobserve.store.record;

import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.StorePorts.Append;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

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

  /** Since the first of its requests was accepted. */
  Duration longestWait() {
    Duration longest = Duration.ZERO;
    for (PendingAppend request : requests) {
      longest = request.age().compareTo(longest) > 0 ? request.age() : longest;
    }
    return longest;
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** The unanswered requests that may be tried again; the others are passed to {@code giveUp}. */
  List<PendingAppend> retryable(int maxAttempts, Consumer<PendingAppend> giveUp) {
    List<PendingAppend> retryable = new ArrayList<>();
    for (PendingAppend request : requests) {
      if (request.answered()) {
        continue;
      }
      if (request.countAttempt() < maxAttempts) {
        retryable.add(request);
      } else {
        giveUp.accept(request);
      }
    }
    return retryable;
  }
}
