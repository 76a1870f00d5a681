package dev.intentobserve.parser;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.WorkEvent;

/** The result of parsing one record. */
public sealed interface ParseResult {

  /** An event without secrets. */
  record ParsedEvent(WorkEvent event) implements ParseResult {
    public ParsedEvent {
      requireNonNull(event, "event");
    }
  }

  /**
   * A refused record, with what a person needs to correct it.
   *
   * @param detail what is wrong and where: column or field
   * @param source the emitter where it could be read, else {@code unknown}
   * @param body redacted; of a record over the limit its first 64 KiB
   * @param digest SHA-256, lower-case hex, of all received bytes; where the body is shorter than
   *     that, HMAC-SHA256 under the key of the installation
   * @param size received bytes
   */
  record Refused(Refusal reason, String detail, String source, Bytes body, String digest, long size)
      implements ParseResult {
    public Refused {
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
      requireNonNull(source, "source");
      requireNonNull(body, "body");
      requireNonNull(digest, "digest");
    }
  }
}
