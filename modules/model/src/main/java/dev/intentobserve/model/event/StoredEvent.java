package dev.intentobserve.model.event;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.Stamp;
import java.time.Instant;

/**
 * An event in the record.
 *
 * @param seq dense and rising in commit order over the whole record: a reader that has read up to n
 *     has missed nothing below n. It tells how much all tenants send, so it is not shown outside
 * @param scopeSeq the same within tenant and project: what is shown as {@code seq}
 * @param receiver where it came in: {@code http}, {@code bus}, {@code file:PATH} or {@code retry}
 */
public record StoredEvent(
    long seq, long scopeSeq, Scope scope, String receiver, Instant receivedTime, WorkEvent event) {
  public StoredEvent {
    requireNonNull(scope, "scope");
    requireNonNull(receiver, "receiver");
    requireNonNull(receivedTime, "receivedTime");
    requireNonNull(event, "event");
  }

  /** An event of an installation with one tenant, where both numbers are the same. */
  public StoredEvent(
      long seq, Scope scope, String receiver, Instant receivedTime, WorkEvent event) {
    this(seq, seq, scope, receiver, receivedTime, event);
  }

  /** The event's place in the order that settles everything. */
  public Stamp stamp() {
    return new Stamp(
        event.eventTime(), EventCatalog.standard().type(event.type()).rank(), event.eventId());
  }
}
