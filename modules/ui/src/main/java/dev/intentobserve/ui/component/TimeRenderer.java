package dev.intentobserve.ui.component;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Moments (in UTC) and lengths of time as text for people; pure. */
public final class TimeRenderer {
  private static final DateTimeFormatter DAY = format("d MMM");
  private static final DateTimeFormatter SHORT = format("d MMM HH:mm");
  private static final DateTimeFormatter WITH_YEAR = format("d MMM yyyy HH:mm");
  private static final DateTimeFormatter PRECISE = format("d MMM yyyy HH:mm:ss.SSS");

  private TimeRenderer() {}

  public static @Nullable Instant parse(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** {@code 25 Nov 19:53}; with the year unless it is the current one. */
  static String at(Instant moment, Instant now) {
    boolean thisYear =
        moment.atOffset(ZoneOffset.UTC).getYear() == now.atOffset(ZoneOffset.UTC).getYear();
    return (thisYear ? SHORT : WITH_YEAR).format(moment);
  }

  static String day(Instant moment) {
    return DAY.format(moment);
  }

  static String preciseText(Instant moment) {
    return PRECISE.format(moment) + " UTC";
  }

  /** How long ago, as {@code 3h 5m ago}. */
  static String ago(Instant moment, Instant now) {
    Duration past = Duration.between(moment, now);
    return past.isNegative() ? "in " + duration(past.negated()) : duration(past) + " ago";
  }

  /** The two largest units: {@code 9d 4h}, {@code 3m 20s}, {@code 250ms}. */
  public static String duration(Duration duration) {
    if (duration.toMillis() < 1000) {
      return duration.toMillis() + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return twoUnits(seconds / 60, "m", seconds % 60, "s");
    }
    return seconds < 86400
        ? twoUnits(seconds / 3600, "h", seconds % 3600 / 60, "m")
        : twoUnits(seconds / 86400, "d", seconds % 86400 / 3600, "h");
  }

  public static String durationOfSeconds(@Nullable Number seconds) {
    return seconds == null
        ? "–"
        : duration(Duration.ofMillis(Math.round(seconds.doubleValue() * 1000)));
  }

  private static String twoUnits(long large, String unit, long small, String smaller) {
    return small == 0 ? large + unit : large + unit + " " + small + smaller;
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
