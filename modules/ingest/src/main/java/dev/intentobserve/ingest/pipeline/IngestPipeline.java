package dev.intentobserve.ingest.pipeline;

import dev.intentobserve.ingest.body.BodyFormat;
import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.model.Bytes;
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
 * From a body to the receipts of its records: cut, read, append, tally. A large batch becomes
 * several appends, one after the other, so that its events keep their order in the record. When a
 * later one fails the whole request fails: the sender sends it again, and what was already
 * committed is a duplicate then, which is a success.
 */
public final class IngestPipeline {
  /**
   * Up to here reading takes well under a millisecond, with redaction, whatever the text; beyond,
   * everybody else on the event loop would wait for it. The figures are in decision 0017.
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

  /** Whose records these are, and where they came in. */
  public record Sender(Scope scope, String receiver) {}

  private record Body(Bytes bytes, List<Slice> slices) {}

  /** Fails as {@link IngestException} 400 when there is no record at all. */
  public Future<IngestResult> take(
      Sender sender, Map<String, String> headers, byte[] received, RequestDeadline deadline) {
    return work(sender, received.length, () -> split(headers, received))
        .compose(body -> new Batch(sender, body, deadline).next());
  }

  private Body split(Map<String, String> headers, byte[] received) {
    BodyFormat framing = BodyFormat.of(headers, received);
    boolean binary = framing == BodyFormat.BINARY;
    byte[] bytes = binary ? CloudEventsHttpBinding.structured(headers, received) : received;
    List<Slice> slices = framing.split(bytes, context.config().maxRecords());
    if (slices.isEmpty()) {
      throw IngestException.emptyBody();
    }
    return new Body(Bytes.of(bytes), slices);
  }

  /** One record that repairs a dead letter. */
  public Future<IngestResult> ingestCorrection(
      Sender sender, byte[] record, long deadLetter, RequestDeadline deadline) {
    Instant now = context.clock().instant();
    return work(sender, record.length, () -> List.of(reader.read(record, "index 0", now)))
        .compose(entries -> append(sender, now, entries, deadLetter, deadline, new IngestResult()));
  }

  private Future<IngestResult> append(
      Sender sender,
      Instant receivedTime,
      List<Entry> entries,
      @Nullable Long retryOf,
      RequestDeadline deadline,
      IngestResult ingestResult) {
    if (deadline.left().isNegative()) {
      return Future.failedFuture(IngestException.deadline());
    }
    Append append =
        new Append(sender.scope(), sender.receiver(), receivedTime, entries, null, retryOf);
    return appender
        .append(append, deadline.left())
        .map(
            receipts -> {
              ingestResult.add(receipts);
              return ingestResult;
            });
  }

  private <T> Future<T> work(Sender sender, int bytes, Callable<T> work) {
    if (bytes > LARGE_BODY) {
      return context.onWorker(sender.scope().tenant(), work);
    }
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  /** One request's records on their way, some at a time. */
  private final class Batch {
    private final Sender sender;
    private final byte[] body;
    private final List<Slice> slices;
    private final RequestDeadline deadline;
    private final Instant receivedTime = context.clock().instant();
    private final IngestResult ingestResult = new IngestResult();

    Batch(Sender sender, Body body, RequestDeadline deadline) {
      this.sender = sender;
      this.body = body.bytes().array();
      this.slices = body.slices();
      this.deadline = deadline;
    }

    Future<IngestResult> next() {
      if (ingestResult.received() == slices.size()) {
        return Future.succeededFuture(ingestResult);
      }
      List<Slice> some = slices.subList(ingestResult.received(), endOfAppend());
      return work(sender, body.length, () -> reader.read(body, some, receivedTime))
          .compose(entries -> append(sender, receivedTime, entries, null, deadline, ingestResult))
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
