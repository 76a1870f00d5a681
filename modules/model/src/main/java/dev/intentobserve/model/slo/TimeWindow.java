package dev.intentobserve.model.slo;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The window of an objective. */
public sealed interface TimeWindow {
  /** Begins {@code length} before now. */
  record Rolling(Duration length) implements TimeWindow {
    public Rolling {
      requireNonNull(length, "length");
    }
  }

  /**
   * Consecutive calendar periods, the first of which began at {@code start}.
   *
   * @param months of one period; 0 if it is given in {@code days}
   */
  record Calendar(int months, int days, Instant start, ZoneId zone) implements TimeWindow {
    public Calendar {
      requireNonNull(start, "start");
      requireNonNull(zone, "zone");
      if ((months > 0) == (days > 0)) {
        throw new IllegalArgumentException("a calendar window has either months or days");
      }
    }
  }
}
