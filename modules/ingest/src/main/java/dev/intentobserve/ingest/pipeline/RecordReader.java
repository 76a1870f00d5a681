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

/** Parses the records of a body into the entries of an append. */
public record RecordReader(BiFunction<byte[], Instant, ParseResult> parser, IdentityKey key) {
  private static final Bytes NO_BODY = Bytes.of(new byte[0]);

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
      return entry(parser.apply(bytes, receivedTime), origin);
    } catch (RuntimeException | StackOverflowError e) {
      // A record that the parser fails on must not block the other records or the rest of a file.
      // Its body is not kept, because it was not redacted.
      ErrorLog.report("internal error while parsing a record; the record is refused", null, e);
      String detail = "internal error while parsing the record: " + ErrorLog.name(e);
      String digest = key.hmac(bytes);
      return new Entry.Refused(
          Refusal.MALFORMED_JSON, detail, "unknown", origin, NO_BODY, digest, bytes.length);
    }
  }

  private static Entry entry(ParseResult result, String origin) {
    return switch (result) {
      case ParseResult.ParsedEvent parsed -> new Entry.Accepted(parsed.event(), origin);
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
