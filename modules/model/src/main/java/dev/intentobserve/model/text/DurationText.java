package dev.intentobserve.model.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them in requests, options and configuration, and as they are shown.
 * OpenSLO and Prometheus have grammars of their own, in the slo module.
 */
public final class DurationText {
  private static final Pattern SHORT = Pattern.compile("(?:\\d{1,9}(?:ms|[smhdw]))+");
  private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|[smhdw])");
  private static final Pattern ISO_WEEKS = Pattern.compile("P(\\d{1,9})W");

  private DurationText() {}

  /**
   * Reads {@code 90s}, {@code 1d12h}, {@code 250ms}, {@code 2w} or ISO 8601 without months and
   * years, in upper or lower case. Zero is a duration; a negative one is not.
   *
   * @return empty for anything else
   */
  public static Optional<Duration> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return SHORT.matcher(lower).matches() ? Optional.of(sum(lower)) : parseIso(text);
  }

  /**
   * Writes the two largest units: {@code 2d 3h}, {@code 45s}, {@code 120ms}; a negative duration
   * has a minus sign.
   */
  public static String format(Duration duration) {
    if (duration.isNegative()) {
      return "-" + format(duration.negated());
    }
    if (duration.toDays() > 0) {
      return pair(duration.toDays(), "d", duration.toHoursPart(), "h");
    }
    if (duration.toHours() > 0) {
      return pair(duration.toHours(), "h", duration.toMinutesPart(), "m");
    }
    if (duration.toMinutes() > 0) {
      return pair(duration.toMinutes(), "m", duration.toSecondsPart(), "s");
    }
    long millis = duration.toMillis();
    return millis > 0 && millis < 1000 ? millis + "ms" : duration.toSeconds() + "s";
  }

  private static Duration sum(String text) {
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
    }
    return sum;
  }

  private static Duration unit(String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }

  private static Optional<Duration> parseIso(String text) {
    Matcher weeks = ISO_WEEKS.matcher(text.toUpperCase(Locale.ROOT));
    if (weeks.matches()) {
      return Optional.of(Duration.ofDays(7 * Long.parseLong(weeks.group(1))));
    }
    try {
      return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
    } catch (DateTimeParseException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static String pair(long major, String majorUnit, int minor, String minorUnit) {
    return major + majorUnit + (minor == 0 ? "" : " " + minor + minorUnit);
  }
}
