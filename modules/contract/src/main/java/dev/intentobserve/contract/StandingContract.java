package dev.intentobserve.contract;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far everybody who follows the record is behind it. Answered by the store. */
public interface StandingContract {
  Port<Everybody, Standing> STANDING = Port.at("store.standing");

  /** Asks for all cursors. */
  record Everybody() {}

  /**
   * Where a reader stands.
   *
   * @param behind what it has not worked in yet: events, changes of lives, or changes of alerts
   * @param oldest when the oldest of these came; null where there is none, or nobody wrote it down
   */
  record Reader(String cursor, long behind, @Nullable Instant oldest) {
    public Reader {
      requireNonNull(cursor, "cursor");
    }
  }

  /**
   * All readers.
   *
   * @param oldestDirt since when the root that waits longest is out of date, those set aside left
   *     out; null where there is none
   */
  record Standing(List<Reader> readers, @Nullable Instant oldestDirt) {
    public Standing {
      readers = List.copyOf(readers);
    }
  }
}
