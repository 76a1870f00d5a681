package dev.intentobserve.app.config;

import dev.intentobserve.model.text.DurationText;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses values. Every failure says what is expected. */
final class ConfigUnits {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,18})\\s*([A-Za-z]*)");
  private static final Map<String, Long> SIZES =
      Map.of(
          "",
          1L,
          "b",
          1L,
          "kib",
          1L << 10,
          "mib",
          1L << 20,
          "gib",
          1L << 30,
          "kb",
          1_000L,
          "mb",
          1_000_000L,
          "gb",
          1_000_000_000L);

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
    Long unit = matcher.matches() ? SIZES.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("is not a size such as 64KiB or 16MiB");
    }
    return positive(times(matcher.group(1), unit));
  }

  static int intBytes(String text) {
    long bytes = bytes(text);
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("must be less than 2GiB");
    }
    return (int) bytes;
  }

  static int port(String text) {
    int port = number(text, "is not a port (0 to 65535)");
    if (port > 65_535) {
      throw new IllegalArgumentException("is not a port (0 to 65535)");
    }
    return port;
  }

  static int count(String text) {
    return Math.toIntExact(positive(number(text, "is not a whole number above zero")));
  }

  static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is neither true nor false");
    };
  }

  static <E extends Enum<E>> E choice(Class<E> choices, String text) {
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT))) {
        return choice;
      }
    }
    String names = String.join(", ", names(choices));
    throw new IllegalArgumentException("is none of " + names);
  }

  private static <E extends Enum<E>> String[] names(Class<E> choices) {
    return Arrays.stream(choices.getEnumConstants())
        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }

  private static long times(String amount, long unit) {
    try {
      return Math.multiplyExact(Long.parseLong(amount), unit);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("is too large", e);
    }
  }

  private static int number(String text, String problem) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
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
