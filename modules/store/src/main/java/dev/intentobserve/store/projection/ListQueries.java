package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.StorePorts.EventQuery;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.TraceQuery;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.store.record.EventRowMapper;
import dev.intentobserve.store.record.EventSql;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers one page of a list. Events are listed in the order of the record. */
public final class ListQueries {
  private static final String TYPE_WILDCARD = ".*";

  private final Vertx vertx;
  private final DatabasePool db;
  private final EventRowMapper events;
  private final StoreConfig.ScanLimit scanLimit;

  public ListQueries(
      Vertx vertx, DatabasePool db, EventRowMapper events, StoreConfig.ScanLimit scanLimit) {
    this.vertx = vertx;
    this.db = db;
    this.events = events;
    this.scanLimit = scanLimit;
  }

  public Future<Listing<StoredEvent>> events(EventQuery query) {
    int limit = PageLimit.of(query.limit());
    long from = query.ascending() ? 0 : Long.MAX_VALUE;
    if (query.cursor() != null) {
      from = KeysetCursor.decode(query.cursor(), 1).number(0);
    }
    Tuple filters = eventFilters(query, from, limit);
    return searches(query)
        ? db.query(
                searchSql(query), filters.addInteger(scanLimit.rows()).addLong(scanLimit.bytes()))
            .compose(rows -> vertx.executeBlocking(() -> searched(rows, limit), false))
        : db.query(listSql(query), filters)
            .compose(rows -> vertx.executeBlocking(() -> page(events.all(rows), limit), false));
  }

  /**
   * Whether each event must be looked at, of which there may be millions. A time is such a filter:
   * its index helps only as long as events come in as they happen.
   */
  private static boolean searches(EventQuery query) {
    return query.entities() == null
        && (query.text() != null
            || query.source() != null
            || query.since() != null
            || query.until() != null);
  }

  private static String searchSql(EventQuery query) {
    if (query.text() == null) {
      return query.ascending() ? EventSql.SEARCH_FORWARD : EventSql.SEARCH_BACKWARD;
    }
    return query.ascending() ? EventSql.SEARCH_BODIES_FORWARD : EventSql.SEARCH_BODIES_BACKWARD;
  }

  /** Leads on from the last event looked at, when these were too few. */
  private Listing<StoredEvent> searched(RowSet<Row> rows, int limit) {
    Long lookedTo = rows.iterator().next().getLong("scanned_to");
    List<StoredEvent> items = events.all(found(rows, "scope_seq"));
    return lookedTo == null
        ? page(items, limit)
        : new Listing<>(items, KeysetCursor.encode(lookedTo));
  }

  /** The only row of a search that found nothing tells of no item. */
  private static List<Row> found(RowSet<Row> rows, String key) {
    List<Row> found = new ArrayList<>();
    rows.forEach(
        row -> {
          if (row.getValue(key) != null) {
            found.add(row);
          }
        });
    return found;
  }

  private static Listing<StoredEvent> page(List<StoredEvent> items, int limit) {
    return page(items, limit, last -> KeysetCursor.encode(last.scopeSeq()));
  }

  private static String listSql(EventQuery query) {
    if (query.entities() == null) {
      return query.ascending() ? EventSql.LIST_FORWARD : EventSql.LIST_BACKWARD;
    }
    return query.ascending() ? EventSql.LIST_ABOUT_FORWARD : EventSql.LIST_ABOUT_BACKWARD;
  }

  private static Tuple eventFilters(EventQuery query, long from, int limit) {
    String type = query.type() == null ? "" : query.type();
    boolean family = type.endsWith(TYPE_WILDCARD);
    String prefix = family ? type.substring(0, type.length() - 1) : null;
    Tuple filters =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(family ? null : ArrayColumns.storable(query.type()))
            .addString(ArrayColumns.storable(prefix))
            .addString(ArrayColumns.storable(query.source()))
            .addOffsetDateTime(ArrayColumns.utc(query.since()))
            .addOffsetDateTime(ArrayColumns.utc(query.until()))
            .addString(ArrayColumns.storable(query.text()))
            .addLong(from)
            .addInteger(limit);
    return query.entities() == null ? filters : about(filters, query.entities());
  }

  private static Tuple about(Tuple filters, Set<EntityKey> entities) {
    List<EntityKey> keys = List.copyOf(entities);
    return filters
        .addArrayOfString(keys.stream().map(key -> key.kind().code()).toArray(String[]::new))
        .addArrayOfString(
            keys.stream().map(key -> ArrayColumns.storable(key.id())).toArray(String[]::new))
        .addArrayOfString(
            keys.stream().map(key -> ArrayColumns.storable(key.toString())).toArray(String[]::new));
  }

  public Future<Listing<TraceSummary>> traces(TraceQuery query) {
    int limit = PageLimit.of(query.limit());
    Tuple filters =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(query.rootKind() == null ? null : query.rootKind().code())
            .addString(ArrayColumns.storable(query.state()))
            .addOffsetDateTime(ArrayColumns.utc(query.quietSince()))
            .addOffsetDateTime(ArrayColumns.utc(query.since()))
            .addOffsetDateTime(ArrayColumns.utc(query.until()));
    addPlace(filters, query.cursor());
    filters.addInteger(limit);
    String text = ArrayColumns.storable(query.text());
    return text == null
        ? db.query(TraceSummarySql.LIST, filters)
            .map(rows -> page(traces(rows), limit, ListQueries::place))
        : db.query(TraceSummarySql.SEARCH, filters.addString(text).addInteger(scanLimit.rows()))
            .map(rows -> searchedTraces(rows, limit));
  }

  private static List<TraceSummary> traces(Iterable<Row> rows) {
    List<TraceSummary> summaries = new ArrayList<>();
    rows.forEach(row -> summaries.add(TraceSummarySql.summary(row)));
    return summaries;
  }

  /** Leads on from the last trace looked at, when these were too few. */
  private static Listing<TraceSummary> searchedTraces(RowSet<Row> rows, int limit) {
    List<TraceSummary> found = traces(found(rows, "root_id"));
    Row lookupResult = rows.iterator().next();
    return lookupResult.getString("scanned_id") == null
        ? page(found, limit, ListQueries::place)
        : new Listing<>(
            found,
            place(
                ArrayColumns.instantOrNull(lookupResult, "scanned_time"),
                EntitySql.key(lookupResult, "scanned_kind", "scanned_id")));
  }

  private static void addPlace(Tuple filters, @Nullable String cursor) {
    if (cursor == null) {
      filters.addOffsetDateTime(null).addString(null).addString(null);
      return;
    }
    KeysetCursor place = KeysetCursor.decode(cursor, 3);
    filters
        .addOffsetDateTime(ArrayColumns.utc(place.time(0)))
        .addString(place.kind(1).code())
        .addString(place.text(2));
  }

  private static String place(TraceSummary last) {
    return place(last.lastEvent(), last.root());
  }

  private static String place(@Nullable Instant lastEvent, EntityKey root) {
    return KeysetCursor.encode(
        lastEvent == null ? Instant.EPOCH : lastEvent, root.kind(), root.id());
  }

  /** A full page may be the last one; then the next is empty. */
  public static <T> Listing<T> page(List<T> items, int limit, Function<T, String> cursor) {
    return new Listing<>(items, items.size() < limit ? null : cursor.apply(items.getLast()));
  }
}
