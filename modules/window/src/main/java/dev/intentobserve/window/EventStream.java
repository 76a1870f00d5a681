package dev.intentobserve.window;

import dev.intentobserve.contract.CursorLoop;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Placement;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Map;

/**
 * One caller following the record as server-sent events. Reads a page, writes it in pieces and
 * waits for each piece to leave, so a slow caller holds one page and one piece, never more. Lives
 * on the context of its connection.
 */
final class EventStream {
  /** About how much is handed to the connection at once. */
  private static final int PIECE = 64 << 10;

  private static final Buffer HEARTBEAT = Buffer.buffer(": still here\n\n");

  private final Doors doors;
  private final Scope scope;
  private final EventFilter filter;
  private final HttpServerResponse response;
  private final Context context;
  private final CursorLoop loop;
  private final long heartbeatTimer;
  private long after;
  private boolean closed;

  EventStream(
      Doors doors, Scope scope, EventFilter filter, long after, HttpServerResponse response) {
    this.doors = doors;
    this.scope = scope;
    this.filter = filter;
    this.after = after;
    this.response = response;
    this.context = doors.vertx().getOrCreateContext();
    WindowConfig config = doors.config();
    this.loop = new CursorLoop(doors.vertx(), "event stream", config.slowPoke(), this::step);
    this.heartbeatTimer =
        doors.vertx().setPeriodic(config.heartbeat().toMillis(), timer -> heartbeat());
  }

  void start() {
    response
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        .setChunked(true);
    response.write("retry: 2000\n\n");
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
    ReadAfter question = new ReadAfter(after, Long.MAX_VALUE, doors.config().streamPage());
    return doors
        .ask(StoreContract.READ_AFTER, question)
        .compose(this::write)
        .recover(error -> gone() ? Future.succeededFuture(false) : Future.failedFuture(error));
  }

  /** Whether nobody is left to write to; a piece that did not leave is then no fault. */
  private boolean gone() {
    return closed || response.ended() || response.closed();
  }

  private Future<Boolean> write(Page page) {
    List<Stored> wanted = page.events().stream().filter(this::wanted).toList();
    return doors
        .placements(scope, wanted)
        .compose(placements -> pieces(wanted, 0, placements))
        .compose(written -> position(page, wanted))
        .map(
            written -> {
              after = page.last();
              return page.more() && !gone();
            });
  }

  private boolean wanted(Stored stored) {
    return stored.scope().equals(scope) && filter.test(stored.event());
  }

  /** A caller that resumes need not look again through what was not for it. */
  private Future<Void> position(Page page, List<Stored> wanted) {
    boolean told = !wanted.isEmpty() && wanted.getLast().seq() == page.last();
    return told || page.last() == after || gone()
        ? Future.succeededFuture()
        : response.write("id: " + page.last() + "\n\n");
  }

  private Future<Void> pieces(List<Stored> events, int from, Map<EntityKey, Placement> placements) {
    if (from >= events.size() || gone()) {
      return Future.succeededFuture();
    }
    Buffer piece = Buffer.buffer();
    int next = from;
    while (next < events.size() && piece.length() < PIECE) {
      append(piece, events.get(next), placements);
      next++;
    }
    int rest = next;
    return response.write(piece).compose(written -> pieces(events, rest, placements));
  }

  private static void append(Buffer piece, Stored stored, Map<EntityKey, Placement> placements) {
    String type = stored.event().type().replace('\n', ' ').replace('\r', ' ');
    piece
        .appendString("id: " + stored.seq() + "\nevent: " + type + "\ndata: ")
        .appendBuffer(EventJson.line(stored, Doors.of(placements, stored)))
        .appendString("\n\n");
  }
}
