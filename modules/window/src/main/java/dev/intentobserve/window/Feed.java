package dev.intentobserve.window;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;

/** What a caller follows: positions that rise, and behind some of them something to tell. */
interface Feed {
  /** What comes after a position. */
  Future<Batch> after(long position);

  /**
   * The next stretch.
   *
   * @param told what is for this caller, in order
   * @param last position reached, whether or not it was for this caller
   */
  record Batch(List<Told> told, long last, boolean more) {
    public Batch {
      told = List.copyOf(told);
    }
  }

  /**
   * One event of the stream.
   *
   * @param name the event's name, of whatever characters
   * @param data one line, made when it is its turn
   */
  record Told(long position, String name, Supplier<Buffer> data) {}
}
