package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.slo.TimeWindow;
import dev.intentobserve.slo.openslo.OpenSloDurations.Length;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the window of an SLO. */
final class TimeWindowReader {
  private static final DateTimeFormatter START =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final Duration MIN_WINDOW = Duration.ofHours(1);

  private TimeWindowReader() {}

  /** The one item of {@code timeWindow}. */
  static Optional<TimeWindow> read(YamlSection slo) {
    List<YamlSection> windows = slo.sections("timeWindow");
    if (windows.size() != 1) {
      slo.problem(
          "timeWindow", "must have exactly one item, such as {duration: 28d, isRolling: true}");
      return Optional.empty();
    }
    YamlSection window = windows.get(0).only("duration", "isRolling", "calendar");
    Optional<Length> length = length(window);
    boolean calendar = window.has("calendar");
    Optional<Boolean> rolling = window.flag("isRolling");
    if (rolling.isPresent() ? rolling.get() == calendar : !calendar) {
      window.problem(
          "isRolling",
          calendar ? "must be false with a calendar" : "must be true, or add a calendar");
    }
    return calendar
        ? window.section("calendar").flatMap(given -> calendar(given, window, length))
        : length.map(Length::duration).map(TimeWindow.Rolling::new);
  }

  private static Optional<Length> length(YamlSection window) {
    Optional<String> text = window.required("duration", "such as 28d");
    Optional<Length> length = text.flatMap(OpenSloDurations::parse);
    if (text.isPresent() && length.filter(TimeWindowReader::longEnough).isEmpty()) {
      window.problem(
          "duration", "must be at least an hour, as m, h, d, w, M, Q or Y: 28d, 4w, 1M, 1Q");
      return Optional.empty();
    }
    return length;
  }

  private static boolean longEnough(Length length) {
    return length.duration().compareTo(MIN_WINDOW) >= 0 && length.duration().toSeconds() % 60 == 0;
  }

  private static Optional<TimeWindow> calendar(
      YamlSection calendar, YamlSection window, Optional<Length> length) {
    calendar.only("startTime", "timeZone");
    Optional<LocalDateTime> start =
        calendar
            .required("startTime", "'YYYY-MM-DD hh:mm:ss', in quotes")
            .flatMap(text -> start(calendar, text));
    Optional<ZoneId> zone =
        calendar
            .required("timeZone", "such as UTC or Europe/Berlin")
            .flatMap(text -> zone(calendar, text));
    if (length.isPresent() && length.get().months() == 0 && length.get().days() == 0) {
      window.problem("duration", "of a calendar must be in d, w, M, Q or Y");
      return Optional.empty();
    }
    if (length.isEmpty() || start.isEmpty() || zone.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TimeWindow.Calendar(
            length.get().months(),
            length.get().days(),
            start.get().atZone(zone.get()).toInstant(),
            zone.get()));
  }

  private static Optional<LocalDateTime> start(YamlSection calendar, String text) {
    try {
      LocalDateTime start = LocalDateTime.parse(text, START);
      if (start.getSecond() == 0 && start.getYear() > 0 && start.getYear() <= 9999) {
        return Optional.of(start);
      }
      calendar.problem("startTime", "must be a whole minute");
    } catch (DateTimeParseException e) {
      calendar.problem("startTime", "must be like '2026-01-01 00:00:00'");
    }
    return Optional.empty();
  }

  private static Optional<ZoneId> zone(YamlSection calendar, String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      calendar.problem("timeZone", "is not a time zone such as UTC or Europe/Berlin");
      return Optional.empty();
    }
  }
}
