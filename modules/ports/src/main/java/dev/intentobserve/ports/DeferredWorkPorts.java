package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import java.time.Instant;
import java.util.List;

/**
 * Deferred work: events that could not be placed and roots that could not be refreshed. They are
 * set aside so that the others go on, and are retried after a growing pause; nothing is given up.
 * Answered by the store.
 */
public interface DeferredWorkPorts {
  /** Defers a root; false when it is not stale any more. */
  Port<DeferRoot, Boolean> DEFER_ROOT = Port.at("store.defer-root");

  /** Deferred events whose next attempt is due, longest waiting first. */
  Port<DueEvents, List<DeferredEvent>> DUE_EVENTS = Port.at("store.due-events");

  /** What is deferred, and how much. */
  Port<AllDeferred, DeferredWork> DEFERRED = Port.at("store.deferred");

  /**
   * A root whose refresh failed once more.
   *
   * @param error the code of the failure, never its message
   */
  record DeferRoot(StaleRoot root, Instant now, Instant nextTry, String error) {
    public DeferRoot {
      requireNonNull(root, "root");
      requireNonNull(error, "error");
    }
  }

  record DueEvents(Instant now, int limit) {}

  /**
   * An event that could not be placed; the cursor has passed it.
   *
   * @param attempts how often it failed
   * @param error the code of the last failure
   */
  record DeferredEvent(
      Scope scope, long seq, int attempts, Instant since, Instant nextTry, String error) {
    public DeferredEvent {
      requireNonNull(error, "error");
    }
  }

  /** A stale root whose summary and states stay as they were. */
  record DeferredRoot(
      Scope scope, EntityKey root, int attempts, Instant since, Instant nextTry, String error) {}

  /**
   * A request for deferred work.
   *
   * @param limit of roots and of events that are named
   */
  record AllDeferred(int limit) {}

  /**
   * Deferred work, longest waiting first.
   *
   * @param rootCount of all roots, named or not
   * @param eventCount of all events, named or not
   */
  record DeferredWork(
      List<DeferredRoot> roots, List<DeferredEvent> events, long rootCount, long eventCount) {
    public DeferredWork {
      roots = List.copyOf(roots);
      events = List.copyOf(events);
    }
  }
}
