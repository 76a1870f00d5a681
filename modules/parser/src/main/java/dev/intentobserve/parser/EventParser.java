package dev.intentobserve.parser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.dialect.CloudEventsDialect;
import dev.intentobserve.parser.dialect.DialectReader;
import dev.intentobserve.parser.dialect.EventEnvelope;
import dev.intentobserve.parser.json.LimitedJsonParser;
import dev.intentobserve.parser.json.ParsedJson;
import dev.intentobserve.parser.json.RecordRefusedException;
import dev.intentobserve.parser.redact.RawBytesRedactor;
import dev.intentobserve.parser.redact.SanitizingJsonReader;
import dev.intentobserve.parser.text.RecordText;
import java.time.Instant;
import java.util.Arrays;

/**
 * Parses, normalises and redacts: from the bytes of one record to a {@link WorkEvent}. Pure,
 * without state, usable from any thread.
 */
public final class EventParser {
  private static final int KEPT_OF_TOO_LARGE = 64 << 10;

  /** Redaction looks beyond the kept part, so that it sees a secret at the cut as a whole. */
  private static final int SCANNED_OF_TOO_LARGE = 2 * KEPT_OF_TOO_LARGE;

  private static final String UNKNOWN = "unknown";

  private final InputLimits limits;
  private final IdentityKey key;
  private final LimitedJsonParser parser;

  /**
   * Reads within {@code limits}.
   *
   * @param key hashes of redacted records are made with it, so that nobody else can guess a secret
   *     from its hash
   */
  public EventParser(InputLimits limits, IdentityKey key) {
    this.limits = requireNonNull(limits, "limits");
    this.key = requireNonNull(key, "key");
    this.parser = LimitedJsonParser.lenient(limits.depth(), limits.attributes());
  }

  /**
   * For callers that do not store events: identities of redacted records are valid for this parser
   * only.
   */
  public EventParser(InputLimits limits) {
    this(limits, IdentityKey.passing());
  }

  /**
   * Reads one record: a line without its newline, an array element, or a structured CloudEvent.
   *
   * @param record not copied and not changed; the caller must not change it afterwards
   * @param receivedTime replaces a missing time, and is compared with times far in the future
   */
  public ParseResult read(byte[] record, Instant receivedTime) {
    if (record.length > limits.record()) {
      return tooLarge(record);
    }
    String text = new String(record, UTF_8);
    ParsedJson parsed;
    try {
      parsed = SanitizingJsonReader.parse(parser, text);
    } catch (RecordRefusedException e) {
      return refused(e, UNKNOWN, RawBytesRedactor.clean(record), record);
    }
    if (!RecordText.validUtf8(record, text)) {
      parsed.flags().add(EventFlag.INVALID_UTF8);
    }
    Bytes body =
        parsed.edits().isEmpty() ? Bytes.of(record) : Bytes.utf8(parsed.edits().apply(text));
    try {
      return new ParseResult.ParsedEvent(toEvent(record, text, parsed, body, receivedTime));
    } catch (RecordRefusedException e) {
      return refused(e, source(parsed.value()), body, record);
    }
  }

  private WorkEvent toEvent(
      byte[] record, String text, ParsedJson parsed, Bytes body, Instant receivedTime)
      throws RecordRefusedException {
    if (!(parsed.value() instanceof Json.Fields fields)) {
      throw new RecordRefusedException(Refusal.NOT_AN_OBJECT, "valid JSON, but not an object");
    }
    EventEnvelope envelope = DialectReader.envelope(fields, parser);
    EventIdentity identity = identity(record, text, parsed, envelope, hash(body, record));
    return EventNormalizer.of(envelope, identity, parsed.flags(), body, receivedTime);
  }

  /** The digest is made of what was sent, so a redacted record is parsed a second time. */
  private EventIdentity identity(
      byte[] record,
      String text,
      ParsedJson parsed,
      EventEnvelope envelope,
      EventIdentity.Hash hash)
      throws RecordRefusedException {
    if (envelope.producerId() == null) {
      return EventIdentity.ofBytes(record, hash);
    }
    boolean asSent =
        parsed.edits().isEmpty() && !parsed.flags().contains(EventFlag.UNSTORABLE_TEXT);
    Json received = asSent ? parsed.value() : parser.parse(text).value();
    return EventIdentity.ofProducer(
        envelope.producerId(), written(received, envelope), received, hash);
  }

  private EventIdentity.Hash hash(Bytes kept, byte[] received) {
    return EventIdentity.Hash.of(Arrays.equals(kept.array(), received), key);
  }

  /** The producer's id before anything was redacted. */
  private static String written(Json received, EventEnvelope envelope)
      throws RecordRefusedException {
    Json.Fields fields = (Json.Fields) received;
    String id =
        envelope.dialect().equals(CloudEventsDialect.NAME)
            ? CloudEventsDialect.identity(fields)
            : DialectReader.producerId(fields);
    return RecordText.scrub(requireNonNull(id));
  }

  private ParseResult tooLarge(byte[] record) {
    byte[] seen = Arrays.copyOf(record, wholeCharacters(record, SCANNED_OF_TOO_LARGE));
    byte[] kept = RawBytesRedactor.clean(seen).array();
    Bytes body = Bytes.of(Arrays.copyOf(kept, Math.min(kept.length, KEPT_OF_TOO_LARGE)));
    String detail = record.length + " bytes; the limit is " + limits.record();
    return refused(
        new RecordRefusedException(Refusal.RECORD_TOO_LARGE, detail), UNKNOWN, body, record);
  }

  /** At most so many bytes, without cutting a UTF-8 character in two. */
  private static int wholeCharacters(byte[] record, int most) {
    int end = Math.min(record.length, most);
    while (end > 0 && end < record.length && (record[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  private ParseResult refused(RecordRefusedException e, String source, Bytes body, byte[] record) {
    return new ParseResult.Refused(
        e.reason(), e.detail(), source, body, hash(body, record).of(record), record.length);
  }

  private static String source(Json value) {
    return value instanceof Json.Fields fields
        ? EventNormalizer.source(DialectReader.text(fields, "source"))
        : UNKNOWN;
  }
}
