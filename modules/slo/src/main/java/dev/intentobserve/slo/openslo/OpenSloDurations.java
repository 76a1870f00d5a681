package dev.intentobserve.slo.openslo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as OpenSLO writes them ({@code 5m 1h 7d 4w 1M 1Q 1Y}), and milliseconds and seconds for
 * limits. Not the model's {@code DurationText}: here {@code M} is a month, of no fixed length.
 */
final class OpenSloDurations {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})(ms|[smhdwMQY])");
  private static final Duration MAX = Duration.ofDays(3660);
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  /** A number and its unit: months differ in length. */
  record Length(int amount, String unit) {
    /** Months, of which a quarter has three and a year twelve; 0 for shorter units. */
    int months() {
      return switch (unit) {
        case "M" -> amount;
        case "Q" -> amount * 3;
        case "Y" -> amount * 12;
        default -> 0;
      };
    }

    /** Whole days; 0 for other units. */
    int days() {
      return switch (unit) {
        case "d" -> amount;
        case "w" -> amount * 7;
        default -> 0;
      };
    }

    /** The average for months, in whole days. */
    Duration duration() {
      return switch (unit) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        case "d", "w" -> Duration.ofDays(days());
        default -> Duration.ofDays((long) months() * 365 / 12);
      };
    }
  }

  private OpenSloDurations() {}

  /** Empty for anything that is not a duration, is zero, or is longer than ten years. */
  static Optional<Length> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Length length = new Length(Integer.parseInt(matcher.group(1)), matcher.group(2));
    return within(length.duration()) ? Optional.of(length) : Optional.empty();
  }

  /** A number of seconds, or a duration; empty for anything else. */
  static Optional<Duration> limit(Optional<BigDecimal> seconds, String text) {
    if (seconds.isEmpty()) {
      return parse(text).filter(length -> length.months() == 0).map(Length::duration);
    }
    BigDecimal nanos = seconds.get().multiply(NANOS).stripTrailingZeros();
    boolean fits =
        nanos.signum() > 0
            && nanos.scale() <= 0
            && seconds.get().compareTo(BigDecimal.valueOf(MAX.toSeconds())) <= 0;
    return fits ? Optional.of(Duration.ofNanos(nanos.longValueExact())) : Optional.empty();
  }

  private static boolean within(Duration duration) {
    return duration.isPositive() && duration.compareTo(MAX) <= 0;
  }
}
