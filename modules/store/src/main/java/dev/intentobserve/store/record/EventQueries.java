package dev.intentobserve.store.record;

import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Page;
import dev.intentobserve.ports.StorePorts.Position;
import dev.intentobserve.ports.StorePorts.PositionOf;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** Reads the record in the order of seq, and single events. */
public final class EventQueries {
  private static final long PAGE_BYTES = 16L << 20;

  private final Vertx vertx;
  private final DatabasePool db;
  private final RecentEvents recent;
  private final EventRowMapper events;

  private EventQueries(Vertx vertx, DatabasePool db, RecentEvents recent, EventRowMapper events) {
    this.vertx = vertx;
    this.db = db;
    this.recent = recent;
    this.events = events;
  }

  public static Future<?> open(
      Vertx vertx, DatabasePool db, RecentEvents recent, EventRowMapper rows) {
    EventQueries events = new EventQueries(vertx, db, recent, rows);
    return Future.all(
        StorePorts.READ_AFTER.answer(vertx, events::after),
        StorePorts.HEAD.answer(vertx, events::head),
        StorePorts.POSITION.answer(vertx, events::position),
        StorePorts.FIND_EVENT.answer(vertx, events::one));
  }

  private Future<Page> after(ReadAfter question) {
    int limit = PageLimit.of(question.limit());
    return recent
        .after(question.after(), question.upTo(), limit)
        .map(Future::succeededFuture)
        .orElseGet(() -> fromDatabase(question, limit));
  }

  private Future<Page> fromDatabase(ReadAfter question, int limit) {
    return db.query(
            EventSql.READ_AFTER, Tuple.of(question.after(), question.upTo(), limit, PAGE_BYTES))
        .compose(rows -> vertx.executeBlocking(() -> page(question.after(), rows), false));
  }

  private Page page(long after, RowSet<Row> rows) {
    List<StoredEvent> stored = events.all(rows);
    if (stored.isEmpty()) {
      return new Page(stored, after, false);
    }
    long last = stored.getLast().seq();
    return new Page(stored, last, last < Rows.first(rows).getLong("head"));
  }

  private Future<Long> head(Nothing question) {
    return db.query(EventSql.HEAD, Tuple.tuple()).map(rows -> Rows.first(rows).getLong("head"));
  }

  private Future<Position> position(PositionOf question) {
    return db.query(
            EventSql.POSITION,
            Tuple.of(question.scope().tenant(), question.scope().project(), question.scopeSeq()))
        .map(Rows::first)
        .map(row -> new Position(row.getLong("seq"), row.getLong("scope_seq")));
  }

  private Future<Optional<StoredEvent>> one(Scoped<String> question) {
    return db.query(
            EventSql.FIND,
            Tuple.of(
                question.scope().tenant(),
                question.scope().project(),
                ArrayColumns.storable(question.value())))
        .compose(rows -> vertx.executeBlocking(() -> events.all(rows).stream().findFirst(), false));
  }
}
