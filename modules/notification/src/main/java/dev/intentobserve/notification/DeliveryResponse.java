package dev.intentobserve.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver took a request.
 *
 * @param code {@code http_503}, {@code timeout} …: for logs and the delivery log, never a secret
 * @param requestedDelay how long it wants to be left alone; null when it did not say
 */
record DeliveryResponse(Disposition disposition, String code, @Nullable Duration requestedDelay) {
  enum Disposition {
    ACCEPTED,
    /** The same again may be taken. */
    RETRY,
    /** The same will not be taken however often it is sent. */
    REJECTED
  }

  /** Nobody answered, for the reason that {@code code} names. */
  static DeliveryResponse unanswered(String code) {
    return new DeliveryResponse(Disposition.RETRY, code, null);
  }

  /** Redirects are not followed; they are for somebody to put right, and tried again until then. */
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

  /** Seconds or a date; anything else was not said. */
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
