package dev.intentobserve.store.record;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.parser.StoredEventParser;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes events from rows by parsing the body again. Columns win over the body for what redaction or
 * the transport took out of it. Not for an event loop.
 */
public final class EventRowMapper {
  private final StoredEventParser parser;

  public EventRowMapper(StoredEventParser parser) {
    this.parser = parser;
  }

  List<StoredEvent> all(Iterable<Row> rows) {
    return Rows.map(rows, this::one);
  }

  private StoredEvent one(Row row) {
    Instant received = Rows.instant(row, "received_time");
    Bytes body = Rows.bytes(row, "body");
    WorkEvent event =
        parser
            .read(row.getString("event_id"), row.getString("digest"), body, received)
            .map(parsed -> asStored(row, parsed))
            .orElseGet(() -> fromColumns(row, body));
    return new StoredEvent(
        row.getLong("seq"),
        row.getLong("scope_seq"),
        Rows.scope(row),
        row.getString("receiver"),
        received,
        event);
  }

  private static WorkEvent asStored(Row row, WorkEvent parsed) {
    return parsed.with().dialect(row.getString("dialect")).flags(flags(row)).build();
  }

  /** An event whose body cannot be parsed any more still appears in every list. */
  private static WorkEvent fromColumns(Row row, Bytes body) {
    return WorkEvent.builder()
        .eventId(row.getString("event_id"))
        .digest(row.getString("digest"))
        .dialect(row.getString("dialect"))
        .type(row.getString("type"))
        .rawType(row.getString("raw_type"))
        .source(row.getString("source"))
        .entity(entity(row))
        .eventTime(Rows.instant(row, "event_time"))
        .traceRef(row.getString("trace_ref"))
        .actor(row.getString("actor"))
        .title(row.getString("title"))
        .flags(flags(row))
        .body(body)
        .build();
  }

  private static @Nullable EntityKey entity(Row row) {
    String kind = row.getString("entity_kind");
    return kind == null
        ? null
        : new EntityKey(EntityKind.of(kind).orElse(EntityKind.OTHER), row.getString("entity_id"));
  }

  private static Set<EventFlag> flags(Row row) {
    Set<String> codes = Set.copyOf(Arrays.asList(row.getArrayOfStrings("flags")));
    Set<EventFlag> flags = EnumSet.noneOf(EventFlag.class);
    for (EventFlag flag : EventFlag.values()) {
      if (codes.contains(flag.code())) {
        flags.add(flag);
      }
    }
    return flags;
  }
}
