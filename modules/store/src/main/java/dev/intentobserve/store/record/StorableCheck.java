package dev.intentobserve.store.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.WorkEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds events that the database would refuse: a name too long for an index, a time outside of its
 * calendar. One such row would fail its whole batch. Pure.
 */
final class StorableCheck {
  /** Bytes of UTF-8; three names of this length fit in one index entry. */
  static final int MAX_NAME_BYTES = 800;

  private static final Instant EARLIEST = Instant.parse("-4000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+200000-01-01T00:00:00Z");

  private StorableCheck() {}

  /** Why this event cannot be stored; null if it can. */
  static @Nullable String rejectionReason(WorkEvent event) {
    if (event.eventTime().isBefore(EARLIEST) || event.eventTime().isAfter(LATEST)) {
      return "the time of the event is outside the range the database can store";
    }
    String name = tooLongField(event);
    return name == null ? null : name + " is longer than " + MAX_NAME_BYTES + " bytes";
  }

  private static @Nullable String tooLongField(WorkEvent event) {
    if (tooLong(event.eventId())) {
      return "event_id";
    }
    if (tooLong(event.type()) || tooLong(event.rawType())) {
      return "type";
    }
    if (tooLong(event.source())) {
      return "source";
    }
    if (event.traceRef() != null && tooLong(event.traceRef())) {
      return "trace_id";
    }
    if (event.entity() != null && tooLong(event.entity().id())) {
      return "the id of the entity";
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
