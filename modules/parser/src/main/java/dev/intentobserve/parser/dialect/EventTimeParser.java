package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.text.RecordText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the time of an event. */
public final class EventTimeParser {
  private static final Pattern ISO =
      Pattern.compile(
          "([+-]?\\d{4,6})-(\\d{2})-(\\d{2})"
              + "(?:[Tt ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,30}))?)?"
              + " ?(Z|z|[+-]\\d{2}(?::?\\d{2})?)?)?");
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,30}(?:\\.\\d{1,30})?(?:[eE][+-]?\\d{1,2})?");

  /** A text of fewer digits is more likely a year or a date than seconds since 1970. */
  private static final Pattern DIGITS = Pattern.compile("-?\\d{9,20}(?:\\.\\d{1,9})?");

  private static final Instant EARLIEST = Instant.parse("-4000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final Instant ANCIENT = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration MAX_CLOCK_SKEW = Duration.ofDays(1);
  private static final int NANO_DIGITS = 9;

  private EventTimeParser() {}

  /** The first value that is a time; otherwise the time of receipt. */
  public static Instant read(List<Json> written, Instant receivedTime, Set<EventFlag> flags) {
    boolean given = false;
    for (Json value : written) {
      String text = value.asText().orElse("").strip();
      boolean blank = text.isEmpty() && (value instanceof Json.Text || value instanceof Json.Null);
      given |= !blank;
      Optional<Instant> time = blank ? Optional.empty() : time(value, text, flags);
      if (time.isPresent()) {
        classify(time.get(), receivedTime, flags);
        return time.get();
      }
    }
    flags.add(given ? EventFlag.TIME_UNREADABLE : EventFlag.TIME_MISSING);
    return receivedTime;
  }

  private static void classify(Instant time, Instant receivedTime, Set<EventFlag> flags) {
    if (time.isAfter(receivedTime.plus(MAX_CLOCK_SKEW))) {
      flags.add(EventFlag.FUTURE_TIME);
    }
    if (time.isBefore(ANCIENT)) {
      flags.add(EventFlag.ANCIENT_TIME);
    }
  }

  private static Optional<Instant> time(Json value, String text, Set<EventFlag> flags) {
    boolean utc = RecordText.isUtcTime(text);
    boolean number = !utc && (value instanceof Json.Num || DIGITS.matcher(text).matches());
    try {
      Optional<Instant> time =
          utc ? Optional.of(utc(text)) : number ? numeric(text) : iso(text, flags);
      time = time.filter(t -> !t.isBefore(EARLIEST) && !t.isAfter(LATEST));
      if (number && time.isPresent()) {
        flags.add(EventFlag.NUMERIC_TIME);
      }
      return time.map(t -> t.truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The usual form, without a regular expression. */
  private static Instant utc(String text) {
    LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    String fraction = text.length() < 21 ? "" : text.substring(20, text.length() - 1);
    LocalTime clock =
        clock(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19), fraction);
    return day.atTime(clock).toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static Optional<Instant> iso(String text, Set<EventFlag> flags) {
    Matcher parts = ISO.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    LocalDate day =
        LocalDate.of(number(parts.group(1)), number(parts.group(2)), number(parts.group(3)));
    String fraction = parts.group(7) == null ? "" : parts.group(7);
    LocalTime clock =
        clock(number(parts.group(4)), number(parts.group(5)), number(parts.group(6)), fraction);
    Instant time = day.atTime(clock).toInstant(zone(parts.group(8)));
    if (parts.group(8) == null) {
      flags.add(EventFlag.ZONELESS_TIME);
    }
    return Optional.of(time);
  }

  /** A leap second becomes the last microsecond before it, because databases do not have it. */
  private static LocalTime clock(int hour, int minute, int second, String fraction) {
    if (second == 60) {
      return LocalTime.of(hour, minute, 59, 999_999_000);
    }
    String nanos = (fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS);
    return LocalTime.of(hour, minute, second, number(nanos));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static ZoneOffset zone(@Nullable String written) {
    return written == null || written.equalsIgnoreCase("Z")
        ? ZoneOffset.UTC
        : ZoneOffset.of(written);
  }

  /**
   * Seconds, milli-, micro- or nanoseconds since 1970: the unit that gives the most recent time.
   */
  private static Optional<Instant> numeric(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text);
    int digits = number.precision() - number.scale();
    int thousands = digits <= 11 ? 0 : digits <= 14 ? 1 : digits <= 17 ? 2 : 3;
    BigDecimal seconds = number.movePointLeft(3 * thousands);
    if (digits > 20) {
      return Optional.empty();
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    long nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).longValue();
    return Optional.of(Instant.ofEpochSecond(whole.longValueExact(), nanos));
  }
}
