package dev.intentobserve.api.http;

import dev.intentobserve.model.text.DurationText;
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

/** Times as people write them in a query. */
public final class InstantParser {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private static final List<Function<String, Instant>> FORMATS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));

  private InstantParser() {}

  /**
   * ISO 8601 (UTC without a zone, a date meaning its start), or how long ago, as in {@code 24h}.
   * Empty for anything else, and for years that cannot be stored.
   */
  public static Optional<Instant> parse(String text, Instant now) {
    String iso = text.contains("T") ? text.replace(' ', '+') : text;
    return FORMATS.stream()
        .flatMap(form -> read(form, iso).stream())
        .findFirst()
        .or(() -> DurationText.parse(text).flatMap(ago -> before(now, ago)))
        .filter(InstantParser::isStorable);
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

  private static boolean isStorable(Instant moment) {
    return !moment.isBefore(EARLIEST) && !moment.isAfter(LATEST);
  }
}
