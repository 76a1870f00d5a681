package dev.intentobserve.ingest.pipeline;

import dev.intentobserve.ingest.error.ErrorLog;
import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.parser.ParseResult;
import dev.intentobserve.parser.RecordSplitter.Slice;
import dev.intentobserve.ports.StorePorts.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Reads the records of a body into what the store is asked to append. */
public final class RecordReader {
  private static final Bytes NOTHING_KEPT = Bytes.of(new byte[0]);

  private final BiFunction<byte[], Instant, ParseResult> reader;
  private final IdentityKey key;

  /**
   * @param reader what {@code Reader.read} does
   */
  RecordReader(BiFunction<byte[], Instant, ParseResult> reader, IdentityKey key) {
    this.reader = reader;
    this.key = key;
  }

  public List<Entry> read(byte[] body, List<Slice> slices, Instant receivedTime) {
    List<Entry> entries = new ArrayList<>(slices.size());
    for (Slice slice : slices) {
      int end = slice.offset() + slice.length();
      byte[] bytes = Arrays.copyOfRange(body, slice.offset(), end);
      entries.add(read(bytes, slice.origin(), receivedTime));
    }
    return entries;
  }

  public Entry read(byte[] bytes, String origin, Instant receivedTime) {
    try {
      return entry(reader.apply(bytes, receivedTime), origin);
    } catch (RuntimeException | StackOverflowError e) {
      // One record that trips the reader must not stop its neighbours, nor a file for ever. Nothing
      // of it is kept: it was not sanitised.
      ErrorLog.report("the reader broke on a record, which is refused", null, e);
      String detail = "the reader broke on it, which is a fault of ours: " + ErrorLog.name(e);
      String digest = key.hmac(bytes);
      return new Entry.Refused(
          Refusal.MALFORMED_JSON, detail, "unknown", origin, NOTHING_KEPT, digest, bytes.length);
    }
  }

  private static Entry entry(ParseResult outcome, String origin) {
    return switch (outcome) {
      case ParseResult.ParsedEvent understood -> new Entry.Accepted(understood.event(), origin);
      case ParseResult.Refused refused ->
          new Entry.Refused(
              refused.reason(),
              refused.detail(),
              refused.source(),
              origin,
              refused.body(),
              refused.digest(),
              refused.size());
    };
  }
}
