package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.DurationText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Pattern;

/** Numbers and times for tables. Text that is not a plain number is shown unchanged. */
public final class NumberText {
  private static final Pattern FRACTION = Pattern.compile("(T\\d{2}:\\d{2}:\\d{2})\\.\\d+Z$");
  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,30})?");

  private NumberText() {}

  /** {@code 0.995} as {@code 99.5%}; a dash if there is none. */
  public static String percent(String share) {
    return text(share, 2, 2, "%");
  }

  /** {@code 2.5} as {@code 2.5x}; a dash if there is none. */
  public static String rate(String rate) {
    return text(rate, 0, 1, "x");
  }

  /** At most two decimal places. */
  static String number(String number) {
    return text(number, 0, 2, "");
  }

  /** {@code 90.5} as {@code 1m 30s}. */
  public static String seconds(String seconds) {
    return PLAIN.matcher(seconds).matches()
        ? DurationText.format(
            Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue()))
        : seconds;
  }

  /** A time without fractions of a second. */
  public static String moment(String iso) {
    return FRACTION.matcher(iso).replaceFirst("$1Z");
  }

  /** The time in a field of a row, without fractions of a second. */
  public static String moment(Json.Fields row, String field) {
    return moment(JsonFields.text(row, field));
  }

  /** {@code 1 problem}, {@code 2 problems}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code PT56M} as {@code 56m}. */
  public static String span(String iso) {
    return DurationText.parse(iso).map(DurationText::format).orElse(iso);
  }

  /** Zero if it is not a number. */
  public static double value(String number) {
    return PLAIN.matcher(number).matches() ? Double.parseDouble(number) : 0;
  }

  /** Rounded, in a unit that is ten to the power of {@code shift} times smaller. */
  private static String text(String number, int shift, int digits, String unit) {
    if (!PLAIN.matcher(number).matches()) {
      return number.isEmpty() ? "-" : number;
    }
    BigDecimal value = new BigDecimal(number).movePointRight(shift);
    BigDecimal rounded = value.setScale(digits, RoundingMode.HALF_UP);
    return (rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString()) + unit;
  }
}
