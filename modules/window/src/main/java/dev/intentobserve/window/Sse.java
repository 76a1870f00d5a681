package dev.intentobserve.window;

import dev.intentobserve.contract.CursorLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * One caller following a feed as server-sent events. Reads a batch, writes it in pieces and waits
 * for each piece to leave, so a slow caller holds one batch and one piece, never more. Lives on the
 * context of its connection.
 */
final class Sse {
  /** About how much is handed to the connection at once. */
  private static final int PIECE = 64 << 10;

  private static final Buffer HEARTBEAT = Buffer.buffer(": still here\n\n");

  private final Doors doors;
  private final Feed feed;
  private final HttpServerResponse response;
  private final Context context;
  private final CursorLoop loop;
  private final long heartbeatTimer;
  private long after;
  private long number;
  private boolean closed;

  Sse(Doors doors, Feed feed, Feed.Start start, HttpServerResponse response) {
    this.doors = doors;
    this.feed = feed;
    this.after = start.position();
    this.number = start.number();
    this.response = response;
    this.context = doors.vertx().getOrCreateContext();
    WindowConfig config = doors.config();
    this.loop = new CursorLoop(doors.vertx(), "live stream", config.slowPoke(), this::step);
    this.heartbeatTimer =
        doors.vertx().setPeriodic(config.heartbeat().toMillis(), timer -> heartbeat());
  }

  /**
   * Begins to write.
   *
   * @param tell whether the caller does not know yet where it begins; should the connection break
   *     before the first event, it resumes there
   */
  void start(boolean tell) {
    response
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        .setChunked(true);
    response.write("retry: 2000\n\n" + (tell ? idOnly(number) : ""));
    loop.start();
  }

  /** There may be more to read. For any thread. */
  void poke() {
    context.runOnContext(turn -> loop.poke());
  }

  /** Stops; nothing more is written. */
  void close() {
    closed = true;
    doors.vertx().cancelTimer(heartbeatTimer);
    loop.stop();
  }

  /** Ends the answer after the piece under way, so that the caller sees a whole answer. */
  void end() {
    closed = true;
    doors.vertx().cancelTimer(heartbeatTimer);
    loop.stop().onComplete(stopped -> endResponse());
  }

  private void endResponse() {
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }

  private void heartbeat() {
    if (!gone() && !response.writeQueueFull()) {
      response.write(HEARTBEAT);
    }
  }

  private Future<Boolean> step() {
    return feed.after(after)
        .compose(this::write)
        .recover(error -> gone() ? Future.succeededFuture(false) : Future.failedFuture(error));
  }

  /** Whether nobody is left to write to; a piece that did not leave is then no fault. */
  private boolean gone() {
    return closed || response.ended() || response.closed();
  }

  private Future<Boolean> write(Feed.Batch batch) {
    return pieces(batch.told(), 0)
        .compose(written -> position(batch))
        .map(
            written -> {
              after = batch.last();
              number = Math.max(number, batch.number());
              return batch.more() && !gone();
            });
  }

  /**
   * A caller that resumes need not look again through what it did not ask for. Of what belongs to
   * others it hears nothing, not even that there was something.
   */
  private Future<Void> position(Feed.Batch batch) {
    boolean told = !batch.told().isEmpty() && batch.told().getLast().number() == batch.number();
    return told || batch.number() <= number || gone()
        ? Future.succeededFuture()
        : response.write(idOnly(batch.number()));
  }

  private static String idOnly(long number) {
    return "id: " + number + "\n\n";
  }

  private Future<Void> pieces(List<Feed.Told> told, int from) {
    if (from >= told.size() || gone()) {
      return Future.succeededFuture();
    }
    Buffer piece = Buffer.buffer();
    int next = from;
    while (next < told.size() && piece.length() < PIECE) {
      append(piece, told.get(next));
      next++;
    }
    int rest = next;
    return response.write(piece).compose(written -> pieces(told, rest));
  }

  private static void append(Buffer piece, Feed.Told told) {
    String name = told.name().replace('\n', ' ').replace('\r', ' ');
    piece
        .appendString("id: " + told.number() + "\nevent: " + name + "\ndata: ")
        .appendBuffer(told.data().get())
        .appendString("\n\n");
  }
}
