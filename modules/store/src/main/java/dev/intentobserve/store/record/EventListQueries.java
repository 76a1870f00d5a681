package dev.intentobserve.store.record;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.ports.EventQuery;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.Rows;
import dev.intentobserve.store.sql.ScanLimit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;

/** Lists events in the order of the record, filtered. */
public final class EventListQueries {
  private static final String TYPE_WILDCARD = ".*";

  private final Vertx vertx;
  private final DatabasePool db;
  private final EventRowMapper events;
  private final ScanLimit scanLimit;

  private EventListQueries(
      Vertx vertx, DatabasePool db, EventRowMapper events, ScanLimit scanLimit) {
    this.vertx = vertx;
    this.db = db;
    this.events = events;
    this.scanLimit = scanLimit;
  }

  public static Future<?> open(
      Vertx vertx, DatabasePool db, EventRowMapper events, ScanLimit scanLimit) {
    return StorePorts.FIND_EVENTS.answer(
        vertx, new EventListQueries(vertx, db, events, scanLimit)::list);
  }

  private Future<Listing<StoredEvent>> list(EventQuery query) {
    int limit = PageLimit.of(query.limit());
    long start = query.ascending() ? 0 : Long.MAX_VALUE;
    if (query.cursor() != null) {
      start = KeysetCursor.decode(query.cursor(), 1).number(0);
    }
    Tuple arguments = arguments(query, start, limit);
    return needsScan(query)
        ? db.query(
                searchSql(query), arguments.addInteger(scanLimit.rows()).addLong(scanLimit.bytes()))
            .compose(rows -> vertx.executeBlocking(() -> scanned(rows, limit), false))
        : db.query(listSql(query), arguments)
            .compose(rows -> vertx.executeBlocking(() -> page(events.all(rows), limit), false));
  }

  /**
   * Whether the filter must be checked on each event, of which there may be millions. This includes
   * the time: its index helps only if events arrive in the order in which they happened.
   */
  private static boolean needsScan(EventQuery query) {
    return query.entities() == null
        && (query.text() != null
            || query.source() != null
            || query.since() != null
            || query.until() != null);
  }

  private static String searchSql(EventQuery query) {
    if (query.text() == null) {
      return query.ascending() ? EventSearchSql.SEARCH_FORWARD : EventSearchSql.SEARCH_BACKWARD;
    }
    return query.ascending()
        ? EventSearchSql.SEARCH_BODIES_FORWARD
        : EventSearchSql.SEARCH_BODIES_BACKWARD;
  }

  private static String listSql(EventQuery query) {
    if (query.entities() == null) {
      return query.ascending() ? EventSearchSql.LIST_FORWARD : EventSearchSql.LIST_BACKWARD;
    }
    return query.ascending()
        ? EventSearchSql.LIST_ABOUT_FORWARD
        : EventSearchSql.LIST_ABOUT_BACKWARD;
  }

  /** If the scan ended early, the cursor continues after the last event it read. */
  private Listing<StoredEvent> scanned(RowSet<Row> rows, int limit) {
    Long scannedTo = Rows.first(rows).getLong("scanned_to");
    List<StoredEvent> items = events.all(Rows.withValue(rows, "scope_seq"));
    return scannedTo == null
        ? page(items, limit)
        : new Listing<>(items, KeysetCursor.encode(scannedTo));
  }

  private static Listing<StoredEvent> page(List<StoredEvent> items, int limit) {
    return KeysetCursor.page(items, limit, last -> KeysetCursor.encode(last.scopeSeq()));
  }

  private static Tuple arguments(EventQuery query, long start, int limit) {
    String type = query.type() == null ? "" : query.type();
    boolean family = type.endsWith(TYPE_WILDCARD);
    String prefix = family ? type.substring(0, type.length() - 1) : null;
    Tuple arguments =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(family ? null : ArrayColumns.storable(query.type()))
            .addString(ArrayColumns.storable(prefix))
            .addString(ArrayColumns.storable(query.source()))
            .addOffsetDateTime(ArrayColumns.utc(query.since()))
            .addOffsetDateTime(ArrayColumns.utc(query.until()))
            .addString(ArrayColumns.storable(query.text()))
            .addLong(start)
            .addInteger(limit);
    return query.entities() == null ? arguments : addEntities(arguments, query.entities());
  }

  private static Tuple addEntities(Tuple arguments, Set<EntityKey> entities) {
    List<EntityKey> keys = List.copyOf(entities);
    return arguments
        .addArrayOfString(keys.stream().map(key -> key.kind().code()).toArray(String[]::new))
        .addArrayOfString(
            keys.stream().map(key -> ArrayColumns.storable(key.id())).toArray(String[]::new))
        .addArrayOfString(
            keys.stream().map(key -> ArrayColumns.storable(key.toString())).toArray(String[]::new));
  }
}
