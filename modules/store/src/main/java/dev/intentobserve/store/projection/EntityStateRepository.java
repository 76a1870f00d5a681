package dev.intentobserve.store.projection;

import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStatePage;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStatePorts.EntityStatesAfter;
import dev.intentobserve.ports.EntityStateQuery;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Reads the states of entities. */
final class EntityStateRepository {
  private final Vertx vertx;
  private final DatabasePool db;
  private final RecentEntityStates recent;

  private EntityStateRepository(Vertx vertx, DatabasePool db, RecentEntityStates recent) {
    this.vertx = vertx;
    this.db = db;
    this.recent = recent;
  }

  static Future<?> open(Vertx vertx, DatabasePool db, RecentEntityStates recent) {
    EntityStateRepository states = new EntityStateRepository(vertx, db, recent);
    return Future.all(
        EntityStatePorts.ENTITY_STATES_AFTER.answer(vertx, states::after),
        EntityStatePorts.FIND_ENTITY_STATES.answer(vertx, states::list));
  }

  private Future<EntityStatePage> after(EntityStatesAfter question) {
    int limit = PageLimit.of(question.limit());
    return recent
        .after(question.after(), limit)
        .map(Future::succeededFuture)
        .orElseGet(() -> fromDatabase(question.after(), limit));
  }

  private Future<EntityStatePage> fromDatabase(long after, int limit) {
    return db.query(EntityStateSql.AFTER, Tuple.of(after, limit))
        .compose(this::read)
        .map(
            rows ->
                new EntityStatePage(
                    rows,
                    rows.isEmpty() ? after : rows.getLast().revision(),
                    rows.size() == limit));
  }

  private Future<Listing<EntityStateRow>> list(EntityStateQuery query) {
    int limit = PageLimit.of(query.limit());
    KeysetCursor start = KeysetCursor.decodeOrNull(query.cursor(), 2);
    String kind = start == null ? "" : start.kind(0).code();
    String id = start == null ? "" : start.text(1);
    return db.query(EntityStateSql.LIST, EntityStateSql.listArguments(query, kind, id, limit))
        .compose(this::read)
        .map(rows -> KeysetCursor.page(rows, limit, EntityStateRepository::sortKey));
  }

  private Future<List<EntityStateRow>> read(RowSet<Row> rows) {
    return vertx.executeBlocking(() -> Rows.map(rows, EntityStateSql::row), false);
  }

  private static String sortKey(EntityStateRow last) {
    return KeysetCursor.encode(last.entityState().key().kind(), last.entityState().key().id());
  }
}
