package dev.intentobserve.api.http;

import dev.intentobserve.model.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Spans of time as people write them, and as answers give them. */
public final class DurationFormat {
  private static final Pattern SHORT = Pattern.compile("(?:\\d{1,9}(?:ms|[smhdw]))+");
  private static final Pattern PART = Pattern.compile("(\\d{1,9})(ms|[smhdw])");
  private static final Pattern ISO_WEEKS = Pattern.compile("P(\\d{1,9})W");

  private DurationFormat() {}

  /** {@code 7d}, {@code 1d12h}, {@code 90s} or ISO 8601 without months; empty for anything else. */
  public static Optional<Duration> parse(String text) {
    if (SHORT.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
      return Optional.of(sum(text.toLowerCase(Locale.ROOT)));
    }
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

  /** Puts {@code name} in ISO 8601 and {@code name_seconds}; both null where there is none. */
  public static void put(Json.Builder out, String name, @Nullable Duration duration) {
    out.put(name, duration == null ? null : duration.truncatedTo(ChronoUnit.SECONDS).toString());
    out.put(name + "_seconds", duration == null ? Json.nothing() : Json.of(duration.toSeconds()));
  }

  /** From one moment to another; zero when they stand in reverse. */
  public static Duration since(Instant from, Instant to) {
    return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
  }

  /** From one moment to another; null when either is unknown, zero when they stand in reverse. */
  public static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : since(from, to);
  }

  private static Duration sum(String text) {
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      long amount = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                default -> Duration.ofDays(7 * amount);
              });
    }
    return sum;
  }
}
