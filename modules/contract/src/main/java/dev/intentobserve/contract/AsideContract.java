package dev.intentobserve.contract;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.contract.StoreContract.DirtyRoot;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Scope;
import java.time.Instant;
import java.util.List;

/**
 * What failed again and again and is set aside, so that its neighbours go on: events that could not
 * be placed, roots that could not be remade. Nothing of it is given up; each is tried again after a
 * pause that grows. Answered by the store.
 */
public interface AsideContract {
  /** Sets a root aside until later; false when it is not dirty any more. */
  Port<SetAside, Boolean> SET_ASIDE = Port.at("store.set-aside");

  /** Events set aside that are to be tried again by now, longest waiting first. */
  Port<DueEvents, List<AsideEvent>> DUE_EVENTS = Port.at("store.due-events");

  /** What is set aside, and how much of it there is. */
  Port<AllAside, Aside> ASIDE = Port.at("store.aside");

  /**
   * Says that remaking a root failed once more.
   *
   * @param error the code of the failure, never its message
   */
  record SetAside(DirtyRoot root, Instant now, Instant nextTry, String error) {
    public SetAside {
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
  record AsideEvent(
      Scope scope, long seq, int attempts, Instant since, Instant nextTry, String error) {
    public AsideEvent {
      requireNonNull(error, "error");
    }
  }

  /** A root whose summary and states stay as they were. */
  record AsideRoot(
      Scope scope, EntityKey root, int attempts, Instant since, Instant nextTry, String error) {}

  /**
   * Asks what is set aside.
   *
   * @param limit of roots and of events that are named
   */
  record AllAside(int limit) {}

  /**
   * What is set aside, longest first.
   *
   * @param rootCount of all roots, named or not
   * @param eventCount of all events, named or not
   */
  record Aside(List<AsideRoot> roots, List<AsideEvent> events, long rootCount, long eventCount) {
    public Aside {
      roots = List.copyOf(roots);
      events = List.copyOf(events);
    }
  }
}
