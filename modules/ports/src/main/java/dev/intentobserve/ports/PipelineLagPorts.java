package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far everybody who follows the record is behind it. Answered by the store. */
public interface PipelineLagPorts {
  Port<AllCursors, PipelineLag> PIPELINE_LAG = Port.at("store.pipeline-lag");

  /** Asks for all cursors. */
  record AllCursors() {}

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
   * @param oldestStaleRoot since when the root that waits longest is out of date, those set aside
   *     left out; null where there is none
   */
  record PipelineLag(List<Reader> readers, @Nullable Instant oldestStaleRoot) {
    public PipelineLag {
      readers = List.copyOf(readers);
    }
  }
}
