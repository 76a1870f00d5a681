package dev.intentobserve.api.stream;

import dev.intentobserve.ports.loop.CursorLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.function.LongFunction;

/**
 * One caller following a feed as server-sent events. Reads a batch, writes it in pieces and waits
 * until each piece is sent, so a slow caller holds one batch and one piece, never more. Runs on the
 * context of its connection.
 */
final class SseConnection {
  /** About how many bytes are handed to the connection at once. */
  private static final int CHUNK_SIZE = 64 << 10;

  private static final Buffer HEARTBEAT = Buffer.buffer(": still here\n\n");

  private final Vertx vertx;
  private final LongFunction<Future<StreamFeed.Batch>> feed;
  private final HttpServerResponse response;
  private final Context context;
  private final CursorLoop loop;
  private final long heartbeatTimer;
  private long after;
  private long number;
  private boolean closed;

  SseConnection(
      Vertx vertx,
      StreamConfig config,
      LongFunction<Future<StreamFeed.Batch>> feed,
      StreamFeed.Start start,
      HttpServerResponse response) {
    this.vertx = vertx;
    this.feed = feed;
    this.after = start.position();
    this.number = start.number();
    this.response = response;
    this.context = vertx.getOrCreateContext();
    this.loop = new CursorLoop(vertx, "live stream", config.pollInterval(), this::step);
    this.heartbeatTimer = vertx.setPeriodic(config.heartbeat().toMillis(), timer -> heartbeat());
  }

  /**
   * Begins to write.
   *
   * @param sendStartId whether to send the id of the start, so that a caller whose connection
   *     breaks before the first event resumes there
   */
  void start(boolean sendStartId) {
    response
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        .setChunked(true);
    response.write("retry: 2000\n\n" + (sendStartId ? idOnly(number) : ""));
    loop.start();
  }

  /** Reads again. For any thread. */
  void wake() {
    context.runOnContext(turn -> loop.wake());
  }

  /** Stops at once. */
  void close() {
    closed = true;
    vertx.cancelTimer(heartbeatTimer);
    loop.stop();
  }

  /** Ends the answer after the piece being written, so that no event is cut off. */
  void end() {
    closed = true;
    vertx.cancelTimer(heartbeatTimer);
    loop.stop().onComplete(stopped -> endResponse());
  }

  private void endResponse() {
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }

  private void heartbeat() {
    if (!disconnected() && !response.writeQueueFull()) {
      response.write(HEARTBEAT);
    }
  }

  private Future<Boolean> step() {
    return feed.apply(after)
        .compose(this::write)
        .recover(
            error -> disconnected() ? Future.succeededFuture(false) : Future.failedFuture(error));
  }

  /** A write that fails afterwards is no fault. */
  private boolean disconnected() {
    return closed || response.ended() || response.closed();
  }

  private Future<Boolean> write(StreamFeed.Batch batch) {
    return writeChunks(batch.outgoing(), 0)
        .compose(written -> position(batch))
        .map(
            written -> {
              after = batch.last();
              number = Math.max(number, batch.number());
              return batch.more() && !disconnected();
            });
  }

  /**
   * Sends the number reached, so that a caller that resumes does not read again past events it
   * filtered out. Only numbers of its own scope: a caller learns nothing about other tenants.
   */
  private Future<Void> position(StreamFeed.Batch batch) {
    boolean outgoing =
        !batch.outgoing().isEmpty() && batch.outgoing().getLast().number() == batch.number();
    return outgoing || batch.number() <= number || disconnected()
        ? Future.succeededFuture()
        : response.write(idOnly(batch.number()));
  }

  private static String idOnly(long number) {
    return "id: " + number + "\n\n";
  }

  private Future<Void> writeChunks(List<StreamFeed.StreamEvent> outgoing, int from) {
    if (from >= outgoing.size() || disconnected()) {
      return Future.succeededFuture();
    }
    Buffer chunk = Buffer.buffer();
    int next = from;
    while (next < outgoing.size() && chunk.length() < CHUNK_SIZE) {
      append(chunk, outgoing.get(next));
      next++;
    }
    int rest = next;
    return response.write(chunk).compose(written -> writeChunks(outgoing, rest));
  }

  private static void append(Buffer chunk, StreamFeed.StreamEvent outgoing) {
    String name = outgoing.name().replace('\n', ' ').replace('\r', ' ');
    chunk
        .appendString("id: " + outgoing.number() + "\nevent: " + name + "\ndata: ")
        .appendBuffer(outgoing.data().get())
        .appendString("\n\n");
  }
}
