package dev.intentobserve.cli.render;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write and read them: the two largest units say enough. */
public final class DurationText {
  private static final Pattern SHORT = Pattern.compile("(?:\\d{1,9}(?:ms|[smhdw]))+");
  private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|[smhdw])");

  private DurationText() {}

  /** {@code 10s}, {@code 1d12h} or ISO 8601; empty for anything else. */
  public static Optional<Duration> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!SHORT.matcher(lower).matches()) {
      return parseIso(text);
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(lower);
    while (part.find()) {
      sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
    }
    return Optional.of(sum);
  }

  private static Optional<Duration> parseIso(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
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

  /** {@code 2d 3h}, {@code 45s}, {@code 120ms}; with a minus sign where it is negative. */
  public static String text(Duration duration) {
    if (duration.isNegative()) {
      return "-" + text(duration.negated());
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

  private static String pair(long major, String majorUnit, int minor, String minorUnit) {
    return major + majorUnit + (minor == 0 ? "" : " " + minor + minorUnit);
  }
}
