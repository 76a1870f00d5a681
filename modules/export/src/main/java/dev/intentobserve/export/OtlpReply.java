package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The reply of a destination to one request. A {@code problem} is a word of a bounded vocabulary
 * such as {@code http_503}, usable as a label; a {@code message} is the destination's own text
 * without credentials.
 */
sealed interface OtlpReply {
  /**
   * Accepted, at least in part.
   *
   * @param answer the encoded response message
   */
  @SuppressWarnings("ArrayRecordComponent") // handed from sender to delivery, never compared
  record Accepted(byte[] answer) implements OtlpReply {}

  /** At least one record of the request will never be accepted. */
  record Refused(String problem, String message) implements OtlpReply {
    public Refused {
      requireNonNull(problem, "problem");
      requireNonNull(message, "message");
    }
  }

  /**
   * Not accepted now.
   *
   * @param advice what to check; empty if waiting is enough
   * @param after the delay that the destination requests; null if it requests none
   */
  record RetryLater(String problem, String advice, @Nullable Duration after) implements OtlpReply {
    public RetryLater {
      requireNonNull(problem, "problem");
      requireNonNull(advice, "advice");
    }
  }
}
