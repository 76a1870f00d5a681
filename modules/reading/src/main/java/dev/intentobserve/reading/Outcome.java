package dev.intentobserve.reading;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.Refusal;
import dev.intentobserve.event.WorkEvent;

/** What reading one record came to. */
public sealed interface Outcome {

  /** An event, sanitised: nothing in it is a secret any more. */
  record Understood(WorkEvent event) implements Outcome {
    public Understood {
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
      implements Outcome {
    public Refused {
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
      requireNonNull(source, "source");
      requireNonNull(body, "body");
      requireNonNull(digest, "digest");
    }
  }
}
