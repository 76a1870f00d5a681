package dev.intentobserve.ui.component;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part of the time of a trace; null for no limit.
 *
 * @param from spans that ended earlier are left out
 * @param to spans that start later are left out
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant to) {
  public boolean isWhole() {
    return from == null && to == null;
  }

  public boolean shows(SpanRow span) {
    boolean ended = from != null && span.end() != null && span.end().isBefore(from);
    boolean startsLater = to != null && span.start() != null && span.start().isAfter(to);
    return !ended && !startsLater;
  }

  Instant clamp(Instant moment) {
    if (from != null && moment.isBefore(from)) {
      return from;
    }
    return to != null && moment.isAfter(to) ? to : moment;
  }
}
