package dev.intentobserve.intake;

import dev.intentobserve.contract.CursorLoop;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.contract.StoreContract.TailMark;
import dev.intentobserve.contract.StoreContract.TailMarks;
import dev.intentobserve.intake.IntakeConfig.TailFile;
import dev.intentobserve.intake.LineSource.Piece;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows one file. The rows of a chunk and the mark behind it are committed in one transaction, so
 * a crash anywhere loses and doubles nothing. While the store is busy, or the gate full, the file
 * itself is the queue: the loop pauses and reads the same chunk again.
 */
final class Tailer {
  /**
   * A chunk has more rows than this many batches only when its lines are tiny; it is then committed
   * in parts and the mark with the last. A crash between them sends duplicates, and loses nothing.
   * So are the chunks of a store that is too slow for them: the same chunk would fail for ever.
   */
  private static final int BATCHES_AT_ONCE = 10;

  private final Hall hall;
  private final TailFile file;
  private final String door;
  private final int mostRows;
  private final Appender appender;
  private final LineSource lines;
  private final TailLog tailLog;
  private final CursorLoop loop;
  private boolean resumed;

  /** At most this many rows are committed at once: a batch at least; fewer after a failure. */
  private int rows;

  Tailer(Hall hall, TailFile file) {
    this.hall = hall;
    this.file = file;
    this.door = "file:" + file.path();
    this.mostRows = BATCHES_AT_ONCE * hall.config().batchRows();
    this.rows = mostRows;
    this.appender = new Appender(hall.vertx(), hall.meters());
    this.lines =
        new LineSource(file, hall.config().limits(), hall.config().identity(), hall.records());
    this.tailLog = new TailLog(file.path(), door, hall.meters());
    this.loop = new CursorLoop(hall.vertx(), door, hall.config().pollInterval(), this::step);
  }

  void start() {
    loop.start();
  }

  /** Completes when the chunk in flight has been answered. */
  Future<Void> stop() {
    return loop.stop();
  }

  private Future<Boolean> step() {
    return resumed ? advance() : resume().compose(marks -> advance());
  }

  private Future<List<TailMark>> resume() {
    return StoreContract.TAIL_MARKS
        .ask(hall.vertx(), new TailMarks())
        .onSuccess(
            marks -> {
              lines.resume(marks);
              resumed = true;
            });
  }

  private Future<Boolean> advance() {
    Admission admission = hall.admission(file.scope().tenant(), door);
    return admission.during(() -> chunk(admission)).recover(Tailer::busy);
  }

  private Future<Boolean> chunk(Admission admission) {
    admission.need(lines.chunkBytes());
    Instant now = hall.clock().instant();
    return hall.onWorker(file.scope().tenant(), () -> read(now))
        .compose(piece -> piece == null ? Future.succeededFuture(false) : commit(piece, now));
  }

  /** Null when the file cannot be read now; it is looked at again at the next poll. */
  private @Nullable Piece read(Instant now) {
    try {
      return lines.next(now);
    } catch (IOException e) {
      tailLog.cannotRead(e);
      return null;
    }
  }

  private Future<Boolean> commit(Piece piece, Instant now) {
    return append(piece.entries(), piece.mark(), now)
        .map(
            done -> {
              lines.settle(piece);
              rows = Math.min(mostRows, rows * 2);
              tailLog.read(piece.chunk(), piece.lag(), now);
              return piece.chunk().more();
            });
  }

  private Future<Void> append(List<Entry> entries, @Nullable TailMark mark, Instant at) {
    if (entries.isEmpty() && mark == null) {
      return Future.succeededFuture();
    }
    int now = Math.min(rows, entries.size());
    boolean last = now == entries.size();
    Append append =
        new Append(file.scope(), door, at, entries.subList(0, now), last ? mark : null, null);
    return appender
        .append(append, hall.config().deadline())
        .onFailure(error -> rows = Math.max(hall.config().batchRows(), now / 2))
        .compose(
            receipts ->
                last
                    ? Future.succeededFuture()
                    : append(entries.subList(now, entries.size()), mark, at));
  }

  /** The loop pauses for whatever fails; a full gate is nothing to be alarmed about. */
  private static Future<Boolean> busy(Throwable error) {
    return error instanceof Problem problem && problem.retryable()
        ? Future.failedFuture(Fault.busy(problem.code(), "The house is full."))
        : Future.failedFuture(error);
  }
}
