package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.ports.Port.Nothing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far each reader of the record is behind it. Answered by the store. */
public interface PipelineLagPorts {
  Port<Nothing, PipelineLag> PIPELINE_LAG = Port.at("store.pipeline-lag");

  /**
   * The position of a reader.
   *
   * @param behind how many events, changes of entity states or changes of alerts it has not
   *     processed
   * @param oldest when the oldest of these was received; null where there is none, or its time is
   *     not stored
   */
  record Reader(String cursor, long behind, @Nullable Instant oldest) {
    public Reader {
      requireNonNull(cursor, "cursor");
    }
  }

  /**
   * All readers.
   *
   * @param oldestStaleRoot since when the oldest stale root is out of date, without deferred ones;
   *     null where there is none
   */
  record PipelineLag(List<Reader> readers, @Nullable Instant oldestStaleRoot) {
    public PipelineLag {
      readers = List.copyOf(readers);
    }
  }
}
