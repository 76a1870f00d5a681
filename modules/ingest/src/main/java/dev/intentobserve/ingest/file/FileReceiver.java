package dev.intentobserve.ingest.file;

import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.ingest.file.FileChunkReader.Piece;
import dev.intentobserve.ingest.pipeline.AdmissionControl;
import dev.intentobserve.ingest.pipeline.EventAppender;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Entry;
import dev.intentobserve.ports.StorePorts.TailMark;
import dev.intentobserve.ports.StorePorts.TailMarks;
import dev.intentobserve.ports.loop.CursorLoop;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows one file. The rows of a chunk and the mark behind it are committed in one transaction, so
 * a crash anywhere loses and doubles nothing. While the store is busy, or the gate full, the file
 * itself is the queue: the loop pauses and reads the same chunk again.
 */
public final class FileReceiver {
  /**
   * A chunk has more rows than this many batches only when its lines are tiny; it is then committed
   * in parts and the mark with the last. A crash between them sends duplicates, and loses nothing.
   * So are the chunks of a store that is too slow for them: the same chunk would fail for ever.
   */
  private static final int BATCHES_AT_ONCE = 10;

  private final IngestContext context;
  private final Scope scope;
  private final String receiver;
  private final int maxRows;
  private final EventAppender appender;
  private final FileChunkReader lines;
  private final FileStatusLog statusLog;
  private final CursorLoop loop;
  private boolean resumed;

  /** At most this many rows are committed at once: a batch at least; fewer after a failure. */
  private int rows;

  public FileReceiver(IngestContext context, String path, Scope scope, Duration pollInterval) {
    this.context = context;
    this.scope = scope;
    this.receiver = "file:" + path;
    this.maxRows = BATCHES_AT_ONCE * context.config().batchRows();
    this.rows = maxRows;
    this.appender = new EventAppender(context.vertx(), context.meters());
    this.lines =
        new FileChunkReader(
            path, scope, context.config().limits(), context.config().identity(), context.records());
    this.statusLog = new FileStatusLog(path, receiver, context.meters());
    this.loop = new CursorLoop(context.vertx(), receiver, pollInterval, this::step);
  }

  public void start() {
    loop.start();
  }

  /** Completes when the chunk in flight has been answered. */
  public Future<Void> stop() {
    return loop.stop();
  }

  private Future<Boolean> step() {
    return resumed ? advance() : resume().compose(marks -> advance());
  }

  private Future<List<TailMark>> resume() {
    return StorePorts.TAIL_MARKS
        .ask(context.vertx(), new TailMarks())
        .onSuccess(
            marks -> {
              lines.resume(marks);
              resumed = true;
            });
  }

  private Future<Boolean> advance() {
    AdmissionControl admission = context.admission(scope.tenant(), receiver);
    return admission.runAdmitted(() -> chunk(admission)).recover(FileReceiver::busy);
  }

  private Future<Boolean> chunk(AdmissionControl admission) {
    admission.reserve(lines.chunkBytes());
    Instant now = context.clock().instant();
    return context
        .onWorker(scope.tenant(), () -> read(now))
        .compose(piece -> piece == null ? Future.succeededFuture(false) : commit(piece, now));
  }

  /** Null when the file cannot be read now; it is looked at again at the next poll. */
  private @Nullable Piece read(Instant now) {
    try {
      return lines.next(now);
    } catch (IOException e) {
      statusLog.cannotRead(e);
      return null;
    }
  }

  private Future<Boolean> commit(Piece piece, Instant now) {
    return append(piece.entries(), piece.mark(), now)
        .map(
            done -> {
              lines.markCommitted(piece);
              rows = Math.min(maxRows, rows * 2);
              statusLog.read(piece.chunk(), piece.lag(), now);
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
        new Append(scope, receiver, at, entries.subList(0, now), last ? mark : null, null);
    return appender
        .append(append, context.config().deadline())
        .onFailure(error -> rows = Math.max(context.config().batchRows(), now / 2))
        .compose(
            receipts ->
                last
                    ? Future.succeededFuture()
                    : append(entries.subList(now, entries.size()), mark, at));
  }

  /** The loop pauses for whatever fails; a full gate is nothing to be alarmed about. */
  private static Future<Boolean> busy(Throwable error) {
    return error instanceof IngestException problem && problem.retryable()
        ? Future.failedFuture(
            Fault.busy(problem.code(), "The service accepts no more data at the moment."))
        : Future.failedFuture(error);
  }
}
