package dev.intentobserve.store;

import dev.intentobserve.contract.StoreContract.EventQuery;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.TraceQuery;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.TraceSummary;
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
final class Lists {
  private static final String ANY_OF_FAMILY = ".*";

  private final Vertx vertx;
  private final Db db;
  private final EventRows events;
  private final StoreConfig.Stretch stretch;

  Lists(Vertx vertx, Db db, EventRows events, StoreConfig.Stretch stretch) {
    this.vertx = vertx;
    this.db = db;
    this.events = events;
    this.stretch = stretch;
  }

  Future<Listing<Stored>> events(EventQuery query) {
    int limit = Limit.of(query.limit());
    long from = query.ascending() ? 0 : Long.MAX_VALUE;
    if (query.cursor() != null) {
      from = Keyset.decode(query.cursor(), 1).number(0);
    }
    Tuple filters = eventFilters(query, from, limit);
    return searches(query)
        ? db.query(searchSql(query), filters.addInteger(stretch.rows()).addLong(stretch.bytes()))
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
  private Listing<Stored> searched(RowSet<Row> rows, int limit) {
    Long lookedTo = rows.iterator().next().getLong("looked_to");
    List<Stored> items = events.all(found(rows, "scope_seq"));
    return lookedTo == null ? page(items, limit) : new Listing<>(items, Keyset.encode(lookedTo));
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

  private static Listing<Stored> page(List<Stored> items, int limit) {
    return page(items, limit, last -> Keyset.encode(last.scopeSeq()));
  }

  private static String listSql(EventQuery query) {
    if (query.entities() == null) {
      return query.ascending() ? EventSql.LIST_FORWARD : EventSql.LIST_BACKWARD;
    }
    return query.ascending() ? EventSql.LIST_ABOUT_FORWARD : EventSql.LIST_ABOUT_BACKWARD;
  }

  private static Tuple eventFilters(EventQuery query, long from, int limit) {
    String type = query.type() == null ? "" : query.type();
    boolean family = type.endsWith(ANY_OF_FAMILY);
    String prefix = family ? type.substring(0, type.length() - 1) : null;
    Tuple filters =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(family ? null : Columns.storable(query.type()))
            .addString(Columns.storable(prefix))
            .addString(Columns.storable(query.source()))
            .addOffsetDateTime(Columns.utc(query.since()))
            .addOffsetDateTime(Columns.utc(query.until()))
            .addString(Columns.storable(query.text()))
            .addLong(from)
            .addInteger(limit);
    return query.entities() == null ? filters : about(filters, query.entities());
  }

  private static Tuple about(Tuple filters, Set<EntityKey> entities) {
    List<EntityKey> keys = List.copyOf(entities);
    return filters
        .addArrayOfString(keys.stream().map(key -> key.kind().code()).toArray(String[]::new))
        .addArrayOfString(
            keys.stream().map(key -> Columns.storable(key.id())).toArray(String[]::new))
        .addArrayOfString(
            keys.stream().map(key -> Columns.storable(key.toString())).toArray(String[]::new));
  }

  Future<Listing<TraceSummary>> traces(TraceQuery query) {
    int limit = Limit.of(query.limit());
    Tuple filters =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(query.rootKind() == null ? null : query.rootKind().code())
            .addString(Columns.storable(query.state()))
            .addOffsetDateTime(Columns.utc(query.quietSince()))
            .addOffsetDateTime(Columns.utc(query.since()))
            .addOffsetDateTime(Columns.utc(query.until()));
    addPlace(filters, query.cursor());
    filters.addInteger(limit);
    String text = Columns.storable(query.text());
    return text == null
        ? db.query(SummarySql.LIST, filters).map(rows -> page(traces(rows), limit, Lists::place))
        : db.query(SummarySql.SEARCH, filters.addString(text).addInteger(stretch.rows()))
            .map(rows -> searchedTraces(rows, limit));
  }

  private static List<TraceSummary> traces(Iterable<Row> rows) {
    List<TraceSummary> summaries = new ArrayList<>();
    rows.forEach(row -> summaries.add(SummarySql.summary(row)));
    return summaries;
  }

  /** Leads on from the last trace looked at, when these were too few. */
  private static Listing<TraceSummary> searchedTraces(RowSet<Row> rows, int limit) {
    List<TraceSummary> found = traces(found(rows, "root_id"));
    Row looked = rows.iterator().next();
    return looked.getString("looked_id") == null
        ? page(found, limit, Lists::place)
        : new Listing<>(
            found,
            place(
                Columns.instantOrNull(looked, "looked_time"),
                EntitySql.key(looked, "looked_kind", "looked_id")));
  }

  private static void addPlace(Tuple filters, @Nullable String cursor) {
    if (cursor == null) {
      filters.addOffsetDateTime(null).addString(null).addString(null);
      return;
    }
    Keyset place = Keyset.decode(cursor, 3);
    filters
        .addOffsetDateTime(Columns.utc(place.time(0)))
        .addString(place.kind(1).code())
        .addString(place.text(2));
  }

  private static String place(TraceSummary last) {
    return place(last.lastEvent(), last.root());
  }

  private static String place(@Nullable Instant lastEvent, EntityKey root) {
    return Keyset.encode(lastEvent == null ? Instant.EPOCH : lastEvent, root.kind(), root.id());
  }

  /** A full page may be the last one; then the next is empty. */
  static <T> Listing<T> page(List<T> items, int limit, Function<T, String> cursor) {
    return new Listing<>(items, items.size() < limit ? null : cursor.apply(items.getLast()));
  }
}
