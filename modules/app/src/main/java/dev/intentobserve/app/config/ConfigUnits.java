package dev.intentobserve.app.config;

import dev.intentobserve.model.text.DurationText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses values. Every failure says what is expected. */
final class ConfigUnits {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,18})\\s*([A-Za-z]*)");

  private ConfigUnits() {}

  /** As {@link DurationText#parse}; above zero. */
  static Duration duration(String text) {
    Duration duration =
        DurationText.parse(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "is not a duration such as 250ms, 5s, 1h30m, 7d or PT5S"));
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be longer than zero");
    }
    return duration;
  }

  /** {@code 512}, {@code 64KiB}, {@code 16MiB}, {@code 1GB}; above zero. */
  static long bytes(String text) {
    Matcher matcher = AMOUNT.matcher(text);
    long unit = matcher.matches() ? unit(matcher.group(2)) : 0;
    if (unit == 0) {
      throw new IllegalArgumentException("is not a size such as 64KiB or 16MiB");
    }
    return positive(times(matcher.group(1), unit));
  }

  /** Its bytes; 0 if there is no such unit. */
  private static long unit(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "", "b" -> 1;
      case "kib" -> 1 << 10;
      case "mib" -> 1 << 20;
      case "gib" -> 1 << 30;
      case "kb" -> 1_000;
      case "mb" -> 1_000_000;
      case "gb" -> 1_000_000_000;
      default -> 0;
    };
  }

  static int intBytes(String text) {
    long bytes = bytes(text);
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("must be less than 2GiB");
    }
    return (int) bytes;
  }

  static int port(String text) {
    return number(text, 65_535, "is not a port (0 to 65535)");
  }

  static int count(String text) {
    int count = number(text, Integer.MAX_VALUE, "is not a whole number above zero");
    return Math.toIntExact(positive(count));
  }

  static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  static <E extends Enum<E>> E choice(Class<E> choices, String text) {
    Map<String, E> byName = new LinkedHashMap<>();
    for (E choice : choices.getEnumConstants()) {
      byName.put(choice.name().toLowerCase(Locale.ROOT), choice);
    }
    E chosen = byName.get(text.toLowerCase(Locale.ROOT));
    if (chosen == null) {
      throw new IllegalArgumentException("is none of " + String.join(", ", byName.keySet()));
    }
    return chosen;
  }

  private static long times(String amount, long unit) {
    try {
      return Math.multiplyExact(Long.parseLong(amount), unit);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("is too large", e);
    }
  }

  private static int number(String text, int most, String problem) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(problem, e);
    }
    throw new IllegalArgumentException(problem);
  }

  private static long positive(long value) {
    if (value <= 0) {
      throw new IllegalArgumentException("must be above zero");
    }
    return value;
  }
}
