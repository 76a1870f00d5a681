package dev.intentobserve.store;

import dev.intentobserve.contract.StoreContract.EventOf;
import dev.intentobserve.contract.StoreContract.Head;
import dev.intentobserve.contract.StoreContract.Page;
import dev.intentobserve.contract.StoreContract.Position;
import dev.intentobserve.contract.StoreContract.PositionOf;
import dev.intentobserve.contract.StoreContract.ReadAfter;
import dev.intentobserve.event.Stored;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** Reads the record in its own order. */
final class EventReads {
  private static final long PAGE_BYTES = 16L << 20;

  private final Vertx vertx;
  private final Db db;
  private final RecentEvents recent;
  private final EventRows events;

  EventReads(Vertx vertx, Db db, RecentEvents recent, EventRows events) {
    this.vertx = vertx;
    this.db = db;
    this.recent = recent;
    this.events = events;
  }

  Future<Page> after(ReadAfter question) {
    int limit = Limit.of(question.limit());
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
    List<Stored> stored = events.all(rows);
    if (stored.isEmpty()) {
      return new Page(stored, after, false);
    }
    long last = stored.getLast().seq();
    return new Page(stored, last, last < rows.iterator().next().getLong("head"));
  }

  Future<Long> head(Head question) {
    return db.query(EventSql.HEAD, Tuple.tuple())
        .map(rows -> rows.iterator().next().getLong("head"));
  }

  Future<Position> position(PositionOf question) {
    return db.query(
            EventSql.POSITION,
            Tuple.of(question.scope().tenant(), question.scope().project(), question.scopeSeq()))
        .map(rows -> rows.iterator().next())
        .map(row -> new Position(row.getLong("seq"), row.getLong("scope_seq")));
  }

  Future<Optional<Stored>> one(EventOf question) {
    return db.query(
            EventSql.FIND,
            Tuple.of(
                question.scope().tenant(),
                question.scope().project(),
                Columns.storable(question.eventId())))
        .compose(rows -> vertx.executeBlocking(() -> events.all(rows).stream().findFirst(), false));
  }
}
