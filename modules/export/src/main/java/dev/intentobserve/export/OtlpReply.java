package dev.intentobserve.export;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver makes of a request. A {@code problem} is a short word of a bounded vocabulary
 * such as {@code http_503}, fit for a label; a {@code message} is the receiver's own, cleaned.
 */
sealed interface OtlpReply {
  /**
   * Taken, at least in part.
   *
   * @param answer the response message, still to be read
   */
  @SuppressWarnings("ArrayRecordComponent") // handed from sender to delivery, never compared
  record Accepted(byte[] answer) implements OtlpReply {}

  /** At least one record of the request will never be taken. */
  record Refused(String problem, String message) implements OtlpReply {
    public Refused {
      requireNonNull(problem, "problem");
      requireNonNull(message, "message");
    }
  }

  /**
   * Not now.
   *
   * @param advice what a person should look at; empty where waiting is all there is to do
   * @param after the receiver's wish
   */
  record RetryLater(String problem, String advice, @Nullable Duration after) implements OtlpReply {
    public RetryLater {
      requireNonNull(problem, "problem");
      requireNonNull(advice, "advice");
    }
  }
}
