package dev.intentobserve.alert;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.event.Period;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * A stretch of time an objective is judged over, in whole minutes.
 *
 * @param from inclusive
 * @param to exclusive: the whole minute at or before now
 * @param end of the calendar stretch that {@code to} lies in; {@code to} itself of a rolling one
 */
record Stretch(Instant from, Instant to, Instant end) {
  Stretch {
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    requireNonNull(end, "end");
  }

  /** The stretch that is judged at {@code now}. */
  static Stretch of(Period period, Instant now) {
    Instant to = minute(now);
    return switch (period) {
      case Period.Rolling rolling -> new Stretch(minute(to.minus(rolling.length())), to, to);
      case Period.Calendar calendar -> {
        long turn = turn(calendar, now);
        yield new Stretch(beginning(calendar, turn), to, beginning(calendar, turn + 1));
      }
    };
  }

  /** From where on figures still matter: a calendar window is compared with the one before it. */
  static Instant horizon(Period period, Instant now) {
    return switch (period) {
      case Period.Rolling rolling -> of(rolling, now).from();
      case Period.Calendar calendar -> beginning(calendar, turn(calendar, now) - 1);
    };
  }

  /** The whole minute at or before a moment. */
  static Instant minute(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MINUTES);
  }

  /** How many stretches have gone by since the first began; negative before it. */
  private static long turn(Period.Calendar calendar, Instant now) {
    ZonedDateTime start = calendar.start().atZone(calendar.zone());
    ZonedDateTime at = now.atZone(calendar.zone());
    long turn =
        calendar.months() > 0
            ? Math.floorDiv(ChronoUnit.MONTHS.between(start, at), calendar.months())
            : Math.floorDiv(ChronoUnit.DAYS.between(start, at), calendar.days());
    while (beginning(calendar, turn).isAfter(now)) {
      turn--;
    }
    while (!beginning(calendar, turn + 1).isAfter(now)) {
      turn++;
    }
    return turn;
  }

  /** Counted from the start each time, so that a month that begins on the 31st does not wander. */
  private static Instant beginning(Period.Calendar calendar, long turn) {
    ZonedDateTime start = calendar.start().atZone(calendar.zone());
    ZonedDateTime begins =
        calendar.months() > 0
            ? start.plusMonths(turn * calendar.months())
            : start.plusDays(turn * calendar.days());
    return minute(begins.toInstant());
  }
}
