package dev.intentobserve.alerting.slo;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.slo.TimeWindow;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The time window of an objective, in whole minutes.
 *
 * @param from inclusive
 * @param to exclusive: the whole minute at or before now
 * @param end of the calendar period that {@code to} is in; {@code to} for a rolling window
 */
record SloWindow(Instant from, Instant to, Instant end) {
  SloWindow {
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    requireNonNull(end, "end");
  }

  static SloWindow of(TimeWindow period, Instant now) {
    Instant to = minute(now);
    return switch (period) {
      case TimeWindow.Rolling rolling -> new SloWindow(minute(to.minus(rolling.length())), to, to);
      case TimeWindow.Calendar calendar -> {
        long periodIndex = periodIndex(calendar, now);
        yield new SloWindow(
            periodStart(calendar, periodIndex), to, periodStart(calendar, periodIndex + 1));
      }
    };
  }

  /** The start of relevant counts: a calendar window is compared with the period before it. */
  static Instant horizon(TimeWindow period, Instant now) {
    return switch (period) {
      case TimeWindow.Rolling rolling -> of(rolling, now).from();
      case TimeWindow.Calendar calendar -> periodStart(calendar, periodIndex(calendar, now) - 1);
    };
  }

  /** The whole minute at or before a time. */
  static Instant minute(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MINUTES);
  }

  /** How many periods have passed since the first one started; negative before it. */
  private static long periodIndex(TimeWindow.Calendar calendar, Instant now) {
    ZonedDateTime start = calendar.start().atZone(calendar.zone());
    ZonedDateTime at = now.atZone(calendar.zone());
    long periodIndex =
        calendar.months() > 0
            ? Math.floorDiv(ChronoUnit.MONTHS.between(start, at), calendar.months())
            : Math.floorDiv(ChronoUnit.DAYS.between(start, at), calendar.days());
    while (periodStart(calendar, periodIndex).isAfter(now)) {
      periodIndex--;
    }
    while (!periodStart(calendar, periodIndex + 1).isAfter(now)) {
      periodIndex++;
    }
    return periodIndex;
  }

  /** Always added to the first start: adding month by month would turn the 31st into the 28th. */
  private static Instant periodStart(TimeWindow.Calendar calendar, long periodIndex) {
    ZonedDateTime start = calendar.start().atZone(calendar.zone());
    ZonedDateTime begins =
        calendar.months() > 0
            ? start.plusMonths(periodIndex * calendar.months())
            : start.plusDays(periodIndex * calendar.days());
    return minute(begins.toInstant());
  }
}
