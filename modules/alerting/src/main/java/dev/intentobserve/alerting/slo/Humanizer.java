package dev.intentobserve.alerting.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, times and durations for people. Times are in UTC and say so. */
public final class Humanizer {
  private static final DateTimeFormatter THIS_YEAR =
      DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH);
  private static final DateTimeFormatter ANY_YEAR =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH);
  private static final List<String> NUMBERS =
      List.of(
          "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");

  private Humanizer() {}

  /** {@code 3 Dec 09:14 UTC}; with the year when it differs from that of {@code now}. */
  public static String time(Instant time, Instant now) {
    ZonedDateTime at = time.atZone(ZoneOffset.UTC);
    boolean thisYear = at.getYear() == now.atZone(ZoneOffset.UTC).getYear();
    return (thisYear ? THIS_YEAR : ANY_YEAR).format(at);
  }

  /** {@code 28 d}, {@code 1 h 30 min}, {@code 45 s}: at most the two largest units. */
  public static String length(Duration length) {
    if (length.toSeconds() < 60) {
      return Math.max(0, length.toSeconds()) + " s";
    }
    long[] parts = {length.toDays(), length.toHoursPart(), length.toMinutesPart()};
    String[] units = {" d", " h", " min"};
    int first = parts[0] > 0 ? 0 : parts[1] > 0 ? 1 : 2;
    String text = parts[first] + units[first];
    return first < 2 && parts[first + 1] > 0
        ? text + " " + parts[first + 1] + units[first + 1]
        : text;
  }

  /** {@code 28 days}; a duration that is not whole days as {@link #length}. */
  static String days(Duration length) {
    long days = length.toDays();
    return length.equals(Duration.ofDays(days))
        ? days + plural(days, " day", " days")
        : length(length);
  }

  /** {@code seven}; digits from thirteen on. */
  static String number(long number) {
    return number >= 0 && number < NUMBERS.size()
        ? NUMBERS.get((int) number)
        : Long.toString(number);
  }

  /** {@code 99.95 %}: a target, with all its digits. */
  static String percent(double share) {
    return plain(BigDecimal.valueOf(share).movePointRight(2)) + " %";
  }

  /** One more digit than the target, rounded down so that a missed target never looks reached. */
  static String percent(long part, long total, double target) {
    int digits =
        Math.max(0, BigDecimal.valueOf(target).movePointRight(2).stripTrailingZeros().scale());
    BigDecimal percent =
        BigDecimal.valueOf(part)
            .movePointRight(2)
            .divide(BigDecimal.valueOf(total), digits + 1, RoundingMode.DOWN);
    return plain(percent) + " %";
  }

  /** {@code 14.4}, {@code 20}: one digit after the point where there is one. */
  static String rate(double rate) {
    return plain(BigDecimal.valueOf(rate).setScale(1, RoundingMode.HALF_UP));
  }

  public static String plural(long count, String one, String many) {
    return count == 1 ? one : many;
  }

  private static String plain(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return (shortest.scale() < 0 ? shortest.setScale(0) : shortest).toPlainString();
  }
}
