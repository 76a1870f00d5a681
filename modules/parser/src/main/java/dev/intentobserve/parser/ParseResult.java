package dev.intentobserve.parser;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.WorkEvent;

/** What reading one record came to. */
public sealed interface ParseResult {

  /** An event, sanitised: nothing in it is a secret any more. */
  record ParsedEvent(WorkEvent event) implements ParseResult {
    public ParsedEvent {
      requireNonNull(event, "event");
    }
  }

  /**
   * Refused, with what a person needs to repair it.
   *
   * @param detail what is wrong and where: line and column or field
   * @param source the emitter where it could be read, else {@code unknown}
   * @param body sanitised; of a record over the limit its first 64 KiB
   * @param digest SHA-256, lower-case hex, of all that was received; where the body is less than
   *     that, HMAC-SHA256 under the key of the installation
   * @param size bytes received
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
