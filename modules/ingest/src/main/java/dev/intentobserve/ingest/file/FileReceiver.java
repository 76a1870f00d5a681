package dev.intentobserve.ingest.file;

import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.ingest.file.FileChunkReader.ParsedChunk;
import dev.intentobserve.ingest.pipeline.AdmissionControl;
import dev.intentobserve.ingest.pipeline.EventAppender;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Entry;
import dev.intentobserve.ports.StorePorts.TailMark;
import dev.intentobserve.ports.loop.CursorLoop;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows one file. The rows of a chunk and the position after it are committed in one transaction,
 * so that a crash loses nothing and stores nothing twice. While the store is busy or too many bytes
 * are in flight, the file itself is the queue: the loop pauses and reads the same chunk again.
 */
public final class FileReceiver {
  /**
   * A chunk with very short lines can have more rows than this many batches. It is then committed
   * in parts, the mark with the last part; after a crash in between, the first parts are read again
   * and are duplicates. The same is done when the store is too slow, because the whole chunk would
   * fail again and again.
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

  /** The most rows to commit at once: halved after a failure, never less than one batch. */
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

  /** Completes when the chunk in flight is committed or has failed. */
  public Future<Void> stop() {
    return loop.stop();
  }

  private Future<Boolean> step() {
    return resumed ? advance() : resume().compose(marks -> advance());
  }

  private Future<List<TailMark>> resume() {
    return StorePorts.TAIL_MARKS
        .ask(context.vertx(), new Nothing())
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
        .compose(parsed -> parsed == null ? Future.succeededFuture(false) : commit(parsed, now));
  }

  /** Null if the file cannot be read now; the next poll tries again. */
  private @Nullable ParsedChunk read(Instant now) {
    try {
      return lines.next(now);
    } catch (IOException e) {
      statusLog.cannotRead(e);
      return null;
    }
  }

  private Future<Boolean> commit(ParsedChunk parsed, Instant now) {
    return append(parsed.entries(), parsed.mark(), now)
        .map(
            done -> {
              lines.markCommitted(parsed);
              rows = Math.min(maxRows, rows * 2);
              statusLog.read(parsed.chunk(), parsed.lag(), now);
              return parsed.chunk().more();
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

  /** The loop pauses after any failure; a temporary one must not be logged as an error. */
  private static Future<Boolean> busy(Throwable error) {
    return error instanceof IngestException known && known.body().retryable()
        ? Future.failedFuture(
            Fault.busy(known.body().code(), "The service accepts no more data at the moment."))
        : Future.failedFuture(error);
  }
}
