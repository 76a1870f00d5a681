package dev.intentobserve.notify;

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
 * @param wish how long it wants to be left alone; null when it did not say
 */
record Reply(Verdict verdict, String code, @Nullable Duration wish) {
  enum Verdict {
    TAKEN,
    /** The same again may be taken. */
    LATER,
    /** The same will not be taken however often it is sent. */
    NEVER
  }

  /** Nobody answered, for the reason that {@code code} names. */
  static Reply unanswered(String code) {
    return new Reply(Verdict.LATER, code, null);
  }

  /** Redirects are not followed; they are for somebody to put right, and tried again until then. */
  static Reply http(int status, @Nullable String retryAfter, Instant now) {
    return new Reply(verdict(status), "http_" + status, wish(retryAfter, now));
  }

  private static Verdict verdict(int status) {
    if (status / 100 == 2) {
      return Verdict.TAKEN;
    }
    return status / 100 == 4 && status != 408 && status != 429 ? Verdict.NEVER : Verdict.LATER;
  }

  /** Seconds or a date; anything else was not said. */
  private static @Nullable Duration wish(@Nullable String retryAfter, Instant now) {
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
