package dev.intentobserve.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An event in the record.
 *
 * @param seq dense and rising in commit order: whoever has read up to n has missed nothing below n
 * @param door where it came in: {@code http}, {@code bus}, {@code file:PATH} or {@code retry}
 */
public record Stored(long seq, Scope scope, String door, Instant receivedTime, WorkEvent event) {
  public Stored {
    requireNonNull(scope, "scope");
    requireNonNull(door, "door");
    requireNonNull(receivedTime, "receivedTime");
    requireNonNull(event, "event");
  }

  /** The event's place in the order that settles everything. */
  public Stamp stamp() {
    return new Stamp(
        event.eventTime(), Catalog.standard().type(event.type()).rank(), event.eventId());
  }
}
