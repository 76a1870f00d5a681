package dev.intentobserve.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The response of a receiver to a request.
 *
 * @param code {@code http_503}, {@code timeout} …, for logs and the delivery log; contains no
 *     secret
 * @param requestedDelay from its {@code Retry-After}; null when it sent none
 */
record DeliveryResponse(Disposition disposition, String code, @Nullable Duration requestedDelay) {
  enum Disposition {
    ACCEPTED,
    /** Sending the same again may succeed. */
    RETRY,
    /** Sending the same again cannot succeed. */
    REJECTED
  }

  /** No response, for the reason {@code code}. */
  static DeliveryResponse unanswered(String code) {
    return new DeliveryResponse(Disposition.RETRY, code, null);
  }

  /** A redirect is a configuration error, and is retried until it is fixed. */
  static DeliveryResponse http(int status, @Nullable String retryAfter, Instant now) {
    return new DeliveryResponse(
        disposition(status), "http_" + status, requestedDelay(retryAfter, now));
  }

  private static Disposition disposition(int status) {
    if (status / 100 == 2) {
      return Disposition.ACCEPTED;
    }
    return status / 100 == 4 && status != 408 && status != 429
        ? Disposition.REJECTED
        : Disposition.RETRY;
  }

  /** Seconds or a date; null for anything else. */
  private static @Nullable Duration requestedDelay(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return null;
    }
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(retryAfter));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(now, date.toInstant());
    } catch (DateTimeParseException notADate) {
      return null;
    }
  }
}
