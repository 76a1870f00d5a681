package dev.intentobserve.store;

import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.reading.Outcome;
import dev.intentobserve.reading.Reader;
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
final class EventRows {
  private final Reader reader;

  EventRows(Reader reader) {
    this.reader = reader;
  }

  List<Stored> all(Iterable<Row> rows) {
    List<Stored> events = new ArrayList<>();
    rows.forEach(row -> events.add(one(row)));
    return events;
  }

  Stored one(Row row) {
    Instant received = Columns.instant(row, "received_time");
    Bytes body = Columns.bytes(row, "body");
    Outcome outcome = reader.read(body.array(), received);
    WorkEvent event =
        outcome instanceof Outcome.Understood understood
            ? understoodAgain(row, understood.event(), body)
            : columnsOnly(row, body);
    return new Stored(
        row.getLong("seq"),
        row.getLong("scope_seq"),
        scope(row),
        row.getString("door"),
        received,
        event);
  }

  static Scope scope(Row row) {
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
        Columns.instant(row, "event_time"),
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
        : new EntityKey(Kind.of(kind).orElse(Kind.OTHER), row.getString("entity_id"));
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
