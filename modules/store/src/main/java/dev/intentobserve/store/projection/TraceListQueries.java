package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.TraceQuery;
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
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists traces, those with the latest events first. */
public final class TraceListQueries {
  private final DatabasePool db;
  private final ScanLimit scanLimit;

  private TraceListQueries(DatabasePool db, ScanLimit scanLimit) {
    this.db = db;
    this.scanLimit = scanLimit;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db, ScanLimit scanLimit) {
    return StorePorts.FIND_TRACES.answer(vertx, new TraceListQueries(db, scanLimit)::list);
  }

  private Future<Listing<TraceSummary>> list(TraceQuery query) {
    int limit = PageLimit.of(query.limit());
    Tuple filters =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(query.rootKind() == null ? null : query.rootKind().code())
            .addString(ArrayColumns.storable(query.state()))
            .addOffsetDateTime(ArrayColumns.utc(query.quietSince()))
            .addOffsetDateTime(ArrayColumns.utc(query.since()))
            .addOffsetDateTime(ArrayColumns.utc(query.until()));
    addStart(filters, query.cursor());
    filters.addInteger(limit);
    String text = ArrayColumns.storable(query.text());
    return text == null
        ? db.query(TraceSummarySql.LIST, filters)
            .map(rows -> page(Rows.map(rows, TraceSummarySql::summary), limit))
        : db.query(TraceSummarySql.SEARCH, filters.addString(text).addInteger(scanLimit.rows()))
            .map(rows -> scanned(rows, limit));
  }

  private static Listing<TraceSummary> page(List<TraceSummary> traces, int limit) {
    return KeysetCursor.page(traces, limit, last -> sortKey(last.lastEvent(), last.root()));
  }

  /** If the scan ended early, the cursor continues after the last trace it read. */
  private static Listing<TraceSummary> scanned(RowSet<Row> rows, int limit) {
    List<TraceSummary> found = Rows.map(Rows.withValue(rows, "root_id"), TraceSummarySql::summary);
    Row end = Rows.first(rows);
    return end.getString("scanned_id") == null
        ? page(found, limit)
        : new Listing<>(
            found,
            sortKey(
                Rows.instantOrNull(end, "scanned_time"),
                EntitySql.key(end, "scanned_kind", "scanned_id")));
  }

  private static void addStart(Tuple filters, @Nullable String cursor) {
    KeysetCursor start = KeysetCursor.decodeOrNull(cursor, 3);
    filters
        .addOffsetDateTime(start == null ? null : ArrayColumns.utc(start.time(0)))
        .addString(start == null ? null : start.kind(1).code())
        .addString(start == null ? null : start.text(2));
  }

  private static String sortKey(@Nullable Instant lastEvent, EntityKey root) {
    return KeysetCursor.encode(
        lastEvent == null ? Instant.EPOCH : lastEvent, root.kind(), root.id());
  }
}
