package dev.intentobserve.intake;

import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.Scope;
import dev.intentobserve.reading.CloudEvents;
import dev.intentobserve.reading.Splitter.Slice;
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
final class Ingestion {
  /**
   * Up to here reading takes well under a millisecond, with redaction, whatever the text; beyond,
   * everybody else on the event loop would wait for it. The figures are in decision 0017.
   */
  static final int LARGE_BODY = 4 << 10;

  private static final int APPEND_BYTES = 4 << 20;

  private final Hall hall;
  private final RecordReader reader;
  private final Appender appender;

  Ingestion(Hall hall) {
    this.hall = hall;
    this.reader = hall.records();
    this.appender = new Appender(hall.vertx(), hall.meters());
  }

  /** Whose records these are, and where they came in. */
  record Sender(Scope scope, String door) {}

  private record Body(Bytes bytes, List<Slice> slices) {}

  /** Fails as {@link Problem} 400 when there is no record at all. */
  Future<Tally> take(
      Sender sender, Map<String, String> headers, byte[] received, Deadline deadline) {
    return work(sender, received.length, () -> cut(headers, received))
        .compose(body -> new Batch(sender, body, deadline).next());
  }

  private Body cut(Map<String, String> headers, byte[] received) {
    Framing framing = Framing.of(headers, received);
    boolean binary = framing == Framing.BINARY;
    byte[] bytes = binary ? CloudEvents.structured(headers, received) : received;
    List<Slice> slices = framing.cut(bytes, hall.config().maxRecords());
    if (slices.isEmpty()) {
      throw Problem.emptyBody();
    }
    return new Body(Bytes.of(bytes), slices);
  }

  /** One record that repairs a dead letter. */
  Future<Tally> retake(Sender sender, byte[] record, long letter, Deadline deadline) {
    Instant now = hall.clock().instant();
    return work(sender, record.length, () -> List.of(reader.read(record, "index 0", now)))
        .compose(entries -> append(sender, now, entries, letter, deadline, new Tally()));
  }

  private Future<Tally> append(
      Sender sender,
      Instant receivedTime,
      List<Entry> entries,
      @Nullable Long retryOf,
      Deadline deadline,
      Tally tally) {
    if (deadline.left().isNegative()) {
      return Future.failedFuture(Problem.deadline());
    }
    Append append = new Append(sender.scope(), sender.door(), receivedTime, entries, null, retryOf);
    return appender
        .append(append, deadline.left())
        .map(
            receipts -> {
              tally.add(receipts);
              return tally;
            });
  }

  private <T> Future<T> work(Sender sender, int bytes, Callable<T> work) {
    if (bytes > LARGE_BODY) {
      return hall.onWorker(sender.scope().tenant(), work);
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
    private final Deadline deadline;
    private final Instant receivedTime = hall.clock().instant();
    private final Tally tally = new Tally();

    Batch(Sender sender, Body body, Deadline deadline) {
      this.sender = sender;
      this.body = body.bytes().array();
      this.slices = body.slices();
      this.deadline = deadline;
    }

    Future<Tally> next() {
      if (tally.received() == slices.size()) {
        return Future.succeededFuture(tally);
      }
      List<Slice> some = slices.subList(tally.received(), endOfAppend());
      return work(sender, body.length, () -> reader.read(body, some, receivedTime))
          .compose(entries -> append(sender, receivedTime, entries, null, deadline, tally))
          .compose(done -> next());
    }

    private int endOfAppend() {
      int from = tally.received();
      int most = Math.min(slices.size(), from + hall.config().batchRows());
      long bytes = 0;
      int end = from;
      while (end < most && (end == from || bytes + slices.get(end).length() <= APPEND_BYTES)) {
        bytes += slices.get(end).length();
        end++;
      }
      return end;
    }
  }
}
