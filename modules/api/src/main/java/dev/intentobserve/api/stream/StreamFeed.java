package dev.intentobserve.api.stream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a caller follows: positions that rise, and behind some of them something to tell. Where it
 * stands in the whole is nobody's business but ours: the caller hears numbers of its own scope.
 */
interface StreamFeed {
  /**
   * Where to begin.
   *
   * @param number the last one the caller has heard; null to begin with what comes next
   */
  Future<Start> start(@Nullable Long number);

  /** What comes after a position. */
  Future<Batch> after(long position);

  /**
   * A beginning.
   *
   * @param number of the caller's scope, told so that the caller resumes here
   */
  record Start(long position, long number) {}

  /**
   * The next stretch.
   *
   * @param outgoing what is for this caller, in order
   * @param last position reached, whether or not it was for this caller
   * @param number the last one of the caller's scope in this stretch, told or not; 0 for none
   */
  record Batch(List<StreamEvent> outgoing, long last, long number, boolean more) {
    public Batch {
      outgoing = List.copyOf(outgoing);
    }
  }

  /**
   * One event of the stream.
   *
   * @param name the event's name, of whatever characters
   * @param data one line, made when it is its turn
   */
  record StreamEvent(long number, String name, Supplier<Buffer> data) {}
}
