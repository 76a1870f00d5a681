package dev.intentobserve.window;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Moments as people write them in a query. */
final class Moments {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private static final List<Function<String, Instant>> FORMS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));

  private Moments() {}

  /**
   * ISO 8601, zone-less meaning UTC, a bare date its beginning; or how long ago, as in {@code 24h}.
   * Empty for anything else, and for years nobody can store.
   */
  static Optional<Instant> parse(String text, Instant now) {
    String iso = text.contains("T") ? text.replace(' ', '+') : text;
    return FORMS.stream()
        .flatMap(form -> read(form, iso).stream())
        .findFirst()
        .or(() -> Durations.parse(text).flatMap(ago -> before(now, ago)))
        .filter(Moments::storable);
  }

  private static Optional<Instant> read(Function<String, Instant> form, String text) {
    try {
      return Optional.of(form.apply(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> before(Instant now, Duration ago) {
    try {
      return Optional.of(now.minus(ago));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static boolean storable(Instant moment) {
    return !moment.isBefore(FIRST) && !moment.isAfter(LAST);
  }
}
