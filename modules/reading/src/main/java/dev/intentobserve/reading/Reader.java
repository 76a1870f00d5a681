package dev.intentobserve.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.IdentityKey;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Limits;
import dev.intentobserve.event.Refusal;
import dev.intentobserve.event.WorkEvent;
import java.time.Instant;
import java.util.Arrays;

/**
 * Parse, normalise, sanitise: from the bytes of one record to a {@link
 * dev.intentobserve.event.WorkEvent}. Pure, without state, for any thread.
 */
public final class Reader {
  private static final int KEPT_OF_TOO_LARGE = 64 << 10;

  /** Read beyond what is kept, so that a secret at the cut is seen whole. */
  private static final int SEEN_OF_TOO_LARGE = 2 * KEPT_OF_TOO_LARGE;

  private static final String UNKNOWN = "unknown";

  private final Limits limits;
  private final IdentityKey key;
  private final Parser parser;

  /**
   * @param key of the installation in whose record the events are to stand
   */
  public Reader(Limits limits, IdentityKey key) {
    this.limits = requireNonNull(limits, "limits");
    this.key = requireNonNull(key, "key");
    this.parser = Parser.lenient(limits.depth(), limits.attributes());
  }

  /** For whoever keeps no identities: those of redacted events are another reader's nowhere. */
  public Reader(Limits limits) {
    this(limits, IdentityKey.passing());
  }

  /**
   * Reads one record: a line without its newline, an array element, or a structured CloudEvent.
   *
   * @param record taken over, never changed
   * @param receivedTime stands in for a missing time, and tells what is far in the future
   */
  public Outcome read(byte[] record, Instant receivedTime) {
    if (record.length > limits.record()) {
      return tooLarge(record);
    }
    String text = new String(record, UTF_8);
    Parsed parsed;
    try {
      parsed = parser.sanitised(text);
    } catch (RefusedException e) {
      return refused(e, UNKNOWN, RawBytes.clean(record), record);
    }
    if (!Texts.validUtf8(record, text)) {
      parsed.flags().add(EventFlag.INVALID_UTF8);
    }
    Bytes body =
        parsed.edits().isEmpty() ? Bytes.of(record) : Bytes.utf8(parsed.edits().apply(text));
    try {
      return new Outcome.Understood(understand(record, text, parsed, body, receivedTime));
    } catch (RefusedException e) {
      return refused(e, source(parsed.value()), body, record);
    }
  }

  private WorkEvent understand(
      byte[] record, String text, Parsed parsed, Bytes body, Instant receivedTime)
      throws RefusedException {
    if (!(parsed.value() instanceof Json.Fields fields)) {
      throw new RefusedException(Refusal.NOT_AN_OBJECT, "the record is JSON, but not an object");
    }
    Envelope envelope = Dialects.envelope(fields, parser);
    Identity identity = identity(record, text, parsed, envelope, hash(body, record));
    return Understanding.of(envelope, identity, parsed.flags(), body, receivedTime);
  }

  /** What was sanitised is read once more as it was sent; everything else was read already. */
  private Identity identity(
      byte[] record, String text, Parsed parsed, Envelope envelope, Identity.Hash hash)
      throws RefusedException {
    if (envelope.producerId() == null) {
      return Identity.ofBytes(record, hash);
    }
    boolean asSent =
        parsed.edits().isEmpty() && !parsed.flags().contains(EventFlag.UNSTORABLE_TEXT);
    Json received = asSent ? parsed.value() : parser.raw(text).value();
    return Identity.ofProducer(envelope.producerId(), written(received, envelope), received, hash);
  }

  private Identity.Hash hash(Bytes kept, byte[] received) {
    return Identity.Hash.of(Arrays.equals(kept.array(), received), key);
  }

  /** The producer's id before anything was redacted. */
  private static String written(Json received, Envelope envelope) throws RefusedException {
    Json.Fields fields = (Json.Fields) received;
    String id =
        envelope.dialect().equals(CloudEventsDialect.NAME)
            ? CloudEventsDialect.identity(fields)
            : Dialects.producerId(fields);
    return Texts.scrub(requireNonNull(id));
  }

  private Outcome tooLarge(byte[] record) {
    byte[] seen = Arrays.copyOf(record, wholeCharacters(record, SEEN_OF_TOO_LARGE));
    byte[] kept = RawBytes.clean(seen).array();
    Bytes body = Bytes.of(Arrays.copyOf(kept, Math.min(kept.length, KEPT_OF_TOO_LARGE)));
    String detail = record.length + " bytes, where " + limits.record() + " may be";
    return refused(new RefusedException(Refusal.RECORD_TOO_LARGE, detail), UNKNOWN, body, record);
  }

  /** At most so many bytes, and no character of UTF-8 cut in two. */
  private static int wholeCharacters(byte[] record, int most) {
    int end = Math.min(record.length, most);
    while (end > 0 && end < record.length && (record[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  private Outcome refused(RefusedException e, String source, Bytes body, byte[] record) {
    return new Outcome.Refused(
        e.reason(), e.detail(), source, body, hash(body, record).of(record), record.length);
  }

  private static String source(Json value) {
    return value instanceof Json.Fields fields
        ? Understanding.source(Dialects.text(fields, "source"))
        : UNKNOWN;
  }
}
