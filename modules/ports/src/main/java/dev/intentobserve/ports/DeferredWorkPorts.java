package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import java.time.Instant;
import java.util.List;

/**
 * What failed again and again and is set aside, so that its neighbours go on: events that could not
 * be placed, roots that could not be remade. Nothing of it is given up; each is tried again after a
 * pause that grows. Answered by the store.
 */
public interface DeferredWorkPorts {
  /** Sets a root aside until later; false when it is not dirty any more. */
  Port<DeferRoot, Boolean> DEFER_ROOT = Port.at("store.defer-root");

  /** Events set aside that are to be tried again by now, longest waiting first. */
  Port<DueEvents, List<DeferredEvent>> DUE_EVENTS = Port.at("store.due-events");

  /** What is set aside, and how much of it there is. */
  Port<AllDeferred, DeferredWork> DEFERRED = Port.at("store.deferred");

  /**
   * Says that remaking a root failed once more.
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
   * An event the cursor went past although it could not be placed.
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

  /** A root whose summary and states stay as they were. */
  record DeferredRoot(
      Scope scope, EntityKey root, int attempts, Instant since, Instant nextTry, String error) {}

  /**
   * Asks what is set aside.
   *
   * @param limit of roots and of events that are named
   */
  record AllDeferred(int limit) {}

  /**
   * What is set aside, longest first.
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
