package dev.intentobserve.store.record;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.EventParser;
import dev.intentobserve.parser.ParseResult;
import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of rows: the body is understood once more, and the columns win where understanding
 * cannot know any more what redaction or the transport took away. No work for an event loop.
 */
public final class EventRowMapper {
  private final EventParser reader;

  public EventRowMapper(EventParser reader) {
    this.reader = reader;
  }

  public List<StoredEvent> all(Iterable<Row> rows) {
    List<StoredEvent> events = new ArrayList<>();
    rows.forEach(row -> events.add(one(row)));
    return events;
  }

  public StoredEvent one(Row row) {
    Instant received = ArrayColumns.instant(row, "received_time");
    Bytes body = ArrayColumns.bytes(row, "body");
    ParseResult outcome = reader.read(body.array(), received);
    WorkEvent event =
        outcome instanceof ParseResult.ParsedEvent understood
            ? understoodAgain(row, understood.event(), body)
            : columnsOnly(row, body);
    return new StoredEvent(
        row.getLong("seq"),
        row.getLong("scope_seq"),
        scope(row),
        row.getString("receiver"),
        received,
        event);
  }

  public static Scope scope(Row row) {
    return new Scope(row.getString("tenant"), row.getString("project"));
  }

  private static WorkEvent understoodAgain(Row row, WorkEvent read, Bytes body) {
    return new WorkEvent(
        row.getString("event_id"),
        row.getString("digest"),
        row.getString("dialect"),
        read.type(),
        read.rawType(),
        read.source(),
        read.entity(),
        read.eventTime(),
        read.traceRef(),
        read.actor(),
        read.title(),
        read.data(),
        read.claims(),
        flags(row),
        body);
  }

  /** A body that reads no longer still has its place in every list. */
  private static WorkEvent columnsOnly(Row row, Bytes body) {
    return new WorkEvent(
        row.getString("event_id"),
        row.getString("digest"),
        row.getString("dialect"),
        row.getString("type"),
        row.getString("raw_type"),
        row.getString("source"),
        entity(row),
        ArrayColumns.instant(row, "event_time"),
        row.getString("trace_ref"),
        row.getString("actor"),
        row.getString("title"),
        Json.Fields.EMPTY,
        List.of(),
        flags(row),
        body);
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
