package dev.intentobserve.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An event in the record.
 *
 * @param seq dense and rising in commit order over the whole record: whoever has read up to n has
 *     missed nothing below n. It tells how much all tenants send, so nobody outside is shown it
 * @param scopeSeq the same within tenant and project: what is shown as {@code seq}
 * @param door where it came in: {@code http}, {@code bus}, {@code file:PATH} or {@code retry}
 */
public record Stored(
    long seq, long scopeSeq, Scope scope, String door, Instant receivedTime, WorkEvent event) {
  public Stored {
    requireNonNull(scope, "scope");
    requireNonNull(door, "door");
    requireNonNull(receivedTime, "receivedTime");
    requireNonNull(event, "event");
  }

  /** An event of an installation with one tenant, where both numbers are the same. */
  public Stored(long seq, Scope scope, String door, Instant receivedTime, WorkEvent event) {
    this(seq, seq, scope, door, receivedTime, event);
  }

  /** The event's place in the order that settles everything. */
  public Stamp stamp() {
    return new Stamp(
        event.eventTime(), Catalog.standard().type(event.type()).rank(), event.eventId());
  }
}
