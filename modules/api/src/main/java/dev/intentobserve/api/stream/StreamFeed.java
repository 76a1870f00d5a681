package dev.intentobserve.api.stream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a caller follows: rising positions, some of which carry an event for it. Positions count
 * over all scopes and stay inside; the caller gets numbers of its own scope.
 */
interface StreamFeed {
  /** Where to begin behind the last number the caller has received; null for the next event. */
  Future<Start> start(@Nullable Long number);

  /** The next events after a position. */
  Future<Batch> after(long position);

  /** {@code number} is of the caller's scope, and sent so that the caller can resume here. */
  record Start(long position, long number) {}

  /**
   * The next events.
   *
   * @param outgoing those for this caller, in order
   * @param last position reached, whether or not it was for this caller
   * @param number the last one of the caller's scope, sent or filtered out; 0 for none
   */
  record Batch(List<StreamEvent> outgoing, long last, long number, boolean more) {
    public Batch {
      outgoing = List.copyOf(outgoing);
    }
  }

  /**
   * One event of the stream.
   *
   * @param name may hold any characters
   * @param data one line, written just before it is sent
   */
  record StreamEvent(long number, String name, Supplier<Buffer> data) {}
}
