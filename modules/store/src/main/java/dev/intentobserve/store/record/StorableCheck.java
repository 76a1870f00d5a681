package dev.intentobserve.store.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.WorkEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the database would choke on before it does: a name too long for an index, a time
 * beyond its calendar. One such row would fail its whole batch. Pure.
 */
final class StorableCheck {
  /** Bytes of UTF-8; three such names still fit one entry of an index. */
  static final int MAX_NAME_BYTES = 800;

  private static final Instant EARLIEST = Instant.parse("-4000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+200000-01-01T00:00:00Z");

  private StorableCheck() {}

  /** Why this event cannot be stored; null when it can. */
  static @Nullable String rejectionReason(WorkEvent event) {
    if (event.eventTime().isBefore(EARLIEST) || event.eventTime().isAfter(LATEST)) {
      return "the event's time is outside the calendar of the record";
    }
    String name = tooLongField(event);
    return name == null ? null : name + " is longer than " + MAX_NAME_BYTES + " bytes";
  }

  private static @Nullable String tooLongField(WorkEvent event) {
    if (tooLong(event.eventId())) {
      return "event_id";
    }
    if (tooLong(event.type()) || tooLong(event.rawType())) {
      return "the event's type";
    }
    if (tooLong(event.source())) {
      return "source";
    }
    if (event.traceRef() != null && tooLong(event.traceRef())) {
      return "trace_id";
    }
    if (event.entity() != null && tooLong(event.entity().id())) {
      return "the entity's id";
    }
    return event.claims().stream().anyMatch(StorableCheck::tooLong) ? "a claimed id" : null;
  }

  private static boolean tooLong(Claim claim) {
    return switch (claim) {
      case Claim.Touches touches -> tooLong(touches.entity());
      case Claim.BelongsTo belongs -> tooLong(belongs.child()) || tooLong(belongs.parent());
      case Claim.Lists lists ->
          tooLong(lists.parent()) || lists.ids().stream().anyMatch(StorableCheck::tooLong);
      case Claim.LinksTo links -> tooLong(links.from()) || tooLong(links.to());
    };
  }

  private static boolean tooLong(EntityKey key) {
    return tooLong(key.id());
  }

  private static boolean tooLong(String name) {
    return name.length() * 3L > MAX_NAME_BYTES && name.getBytes(UTF_8).length > MAX_NAME_BYTES;
  }
}
