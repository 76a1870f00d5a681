package dev.intentobserve.intake;

import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.IdentityKey;
import dev.intentobserve.event.Refusal;
import dev.intentobserve.reading.Outcome;
import dev.intentobserve.reading.Splitter.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/** Reads the records of a body into what the store is asked to append. */
final class RecordReader {
  private static final Bytes NOTHING_KEPT = Bytes.of(new byte[0]);

  private final BiFunction<byte[], Instant, Outcome> reader;
  private final IdentityKey key;

  /**
   * @param reader what {@code Reader.read} does
   */
  RecordReader(BiFunction<byte[], Instant, Outcome> reader, IdentityKey key) {
    this.reader = reader;
    this.key = key;
  }

  List<Entry> read(byte[] body, List<Slice> slices, Instant receivedTime) {
    List<Entry> entries = new ArrayList<>(slices.size());
    for (Slice slice : slices) {
      int end = slice.offset() + slice.length();
      byte[] bytes = Arrays.copyOfRange(body, slice.offset(), end);
      entries.add(read(bytes, slice.origin(), receivedTime));
    }
    return entries;
  }

  Entry read(byte[] bytes, String origin, Instant receivedTime) {
    try {
      return entry(reader.apply(bytes, receivedTime), origin);
    } catch (RuntimeException | StackOverflowError e) {
      // One record that trips the reader must not stop its neighbours, nor a file for ever. Nothing
      // of it is kept: it was not sanitised.
      Breakage.say("the reader broke on a record, which is refused", null, e);
      String detail = "the reader broke on it, which is a fault of ours: " + Breakage.name(e);
      String digest = key.hmac(bytes);
      return new Entry.Refused(
          Refusal.MALFORMED_JSON, detail, "unknown", origin, NOTHING_KEPT, digest, bytes.length);
    }
  }

  private static Entry entry(Outcome outcome, String origin) {
    return switch (outcome) {
      case Outcome.Understood understood -> new Entry.Accepted(understood.event(), origin);
      case Outcome.Refused refused ->
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
