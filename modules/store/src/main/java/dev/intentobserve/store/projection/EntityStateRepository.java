package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStatePage;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStatePorts.EntityStatesAfter;
import dev.intentobserve.ports.EntityStateQuery;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Reads the states of entities, and writes those that changed. */
public final class EntityStateRepository {
  /** Rows of one statement: a trace may have a hundred thousand entities. */
  private static final int CHUNK = 2_000;

  private final Vertx vertx;
  private final DatabasePool db;

  private EntityStateRepository(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    EntityStateRepository states = new EntityStateRepository(vertx, db);
    return Future.all(
        EntityStatePorts.ENTITY_STATES_AFTER.answer(vertx, states::after),
        EntityStatePorts.FIND_ENTITY_STATES.answer(vertx, states::list));
  }

  /** To be called in a transaction that holds {@code AdvisoryLocks.ENTITY_STATES}. */
  static Future<Void> save(SqlConnection connection, List<Scoped<EntityState>> entityStates) {
    Future<Void> saved = Future.succeededFuture();
    for (List<Scoped<EntityState>> chunk : chunks(entityStates)) {
      saved =
          saved.compose(
              before ->
                  connection
                      .preparedQuery(EntityStateSql.SAVE)
                      .execute(EntityStateSql.saveArguments(chunk))
                      .mapEmpty());
    }
    return saved;
  }

  private Future<EntityStatePage> after(EntityStatesAfter question) {
    int limit = PageLimit.of(question.limit());
    return db.query(EntityStateSql.AFTER, Tuple.of(question.after(), limit))
        .compose(this::read)
        .map(
            rows ->
                new EntityStatePage(
                    rows,
                    rows.isEmpty() ? question.after() : rows.getLast().revision(),
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

  private static List<List<Scoped<EntityState>>> chunks(List<Scoped<EntityState>> entityStates) {
    List<List<Scoped<EntityState>>> chunks = new ArrayList<>();
    for (int from = 0; from < entityStates.size(); from += CHUNK) {
      chunks.add(entityStates.subList(from, Math.min(entityStates.size(), from + CHUNK)));
    }
    return chunks;
  }

  private Future<List<EntityStateRow>> read(RowSet<Row> rows) {
    return vertx.executeBlocking(() -> Rows.map(rows, EntityStateSql::row), false);
  }

  private static String sortKey(EntityStateRow last) {
    return KeysetCursor.encode(last.entityState().key().kind(), last.entityState().key().id());
  }
}
