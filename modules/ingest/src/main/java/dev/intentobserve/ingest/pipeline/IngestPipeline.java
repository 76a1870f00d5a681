package dev.intentobserve.ingest.pipeline;

import dev.intentobserve.ingest.body.BodyFormat;
import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.model.Scope;
import dev.intentobserve.parser.CloudEventsHttpBinding;
import dev.intentobserve.parser.RecordSplitter.Slice;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Entry;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * From a body to the receipts of its records: split, parse, append, count. A large batch becomes
 * several appends, one after another, so that its events keep their order in the record. If a later
 * append fails, the whole request fails. The sender then sends it again, and what was already
 * committed is found to be a duplicate, which is a success.
 */
public final class IngestPipeline {
  /**
   * Bytes. A smaller body is parsed and redacted in well under a millisecond, whatever its text; a
   * larger one would block the event loop and goes to a worker. Measured in decision 0017.
   */
  public static final int LARGE_BODY = 4 << 10;

  private static final int APPEND_BYTES = 4 << 20;

  private final IngestContext context;
  private final RecordReader reader;
  private final EventAppender appender;

  public IngestPipeline(IngestContext context) {
    this.context = context;
    this.reader = context.records();
    this.appender = new EventAppender(context.vertx(), context.meters());
  }

  /** The owner of the records and the receiver they came through. */
  public record RequestSource(Scope scope, String receiver) {}

  /** Ingests a body; fails with {@link IngestException} 400 if it holds no record. */
  public Future<IngestResult> ingest(
      RequestSource source,
      Map<String, String> headers,
      byte[] received,
      RequestDeadline deadline) {
    return offLoop(source, received.length, () -> new Batch(source, headers, received, deadline))
        .compose(Batch::next);
  }

  public Future<IngestResult> ingestCorrection(
      RequestSource source, byte[] record, long deadLetter, RequestDeadline deadline) {
    Instant now = context.clock().instant();
    return offLoop(source, record.length, () -> List.of(reader.read(record, "index 0", now)))
        .compose(entries -> append(source, now, entries, deadLetter, deadline, new IngestResult()));
  }

  private Future<IngestResult> append(
      RequestSource source,
      Instant receivedTime,
      List<Entry> entries,
      @Nullable Long retryOf,
      RequestDeadline deadline,
      IngestResult ingestResult) {
    if (deadline.left().isNegative()) {
      return Future.failedFuture(IngestException.deadline());
    }
    Append append =
        new Append(source.scope(), source.receiver(), receivedTime, entries, null, retryOf);
    return appender
        .append(append, deadline.left())
        .map(
            receipts -> {
              ingestResult.add(receipts);
              return ingestResult;
            });
  }

  private <T> Future<T> offLoop(RequestSource source, int bytes, Callable<T> work) {
    if (bytes > LARGE_BODY) {
      return context.onWorker(source.scope().tenant(), work);
    }
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** The records of one request, appended part by part. */
  private final class Batch {
    private final RequestSource source;
    private final byte[] body;
    private final List<Slice> slices;
    private final RequestDeadline deadline;
    private final Instant receivedTime = context.clock().instant();
    private final IngestResult ingestResult = new IngestResult();

    Batch(
        RequestSource source,
        Map<String, String> headers,
        byte[] received,
        RequestDeadline deadline) {
      BodyFormat format = BodyFormat.of(headers, received);
      this.source = source;
      this.body =
          format == BodyFormat.BINARY
              ? CloudEventsHttpBinding.structured(headers, received)
              : received;
      this.slices = format.split(body, context.config().maxRecords());
      this.deadline = deadline;
      if (slices.isEmpty()) {
        throw IngestException.of(400, "empty_body", "The body holds no record.");
      }
    }

    Future<IngestResult> next() {
      if (ingestResult.received() == slices.size()) {
        return Future.succeededFuture(ingestResult);
      }
      List<Slice> some = slices.subList(ingestResult.received(), endOfAppend());
      return offLoop(source, body.length, () -> reader.read(body, some, receivedTime))
          .compose(entries -> append(source, receivedTime, entries, null, deadline, ingestResult))
          .compose(done -> next());
    }

    private int endOfAppend() {
      int from = ingestResult.received();
      int max = Math.min(slices.size(), from + context.config().batchRows());
      long bytes = 0;
      int end = from;
      while (end < max && (end == from || bytes + slices.get(end).length() <= APPEND_BYTES)) {
        bytes += slices.get(end).length();
        end++;
      }
      return end;
    }
  }
}
