package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.ports.EntityStatePorts;
import dev.intentobserve.ports.EntityStatePorts.EntityStatePage;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStatePorts.EntityStatesAfter;
import dev.intentobserve.ports.EntityStatePorts.MovedEntitiesOf;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        EntityStatePorts.FIND_ENTITY_STATES.answer(vertx, states::list),
        EntityStatePorts.MOVED_ENTITIES.answer(vertx, states::movedEntities));
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

  /** Reads in chunks, and compares the sets off the event loop. */
  private Future<List<Scoped<EntityKey>>> movedEntities(MovedEntitiesOf question) {
    return db.snapshot(connection -> entitiesUnderTops(connection, question))
        .compose(
            found ->
                vertx.executeBlocking(
                    () -> {
                      question
                          .entityStates()
                          .forEach(entityState -> found.remove(key(entityState)));
                      return List.copyOf(found);
                    },
                    false));
  }

  private static Future<Set<Scoped<EntityKey>>> entitiesUnderTops(
      SqlConnection connection, MovedEntitiesOf question) {
    Set<Scoped<EntityKey>> found = new HashSet<>();
    Future<?> read =
        connection
            .preparedQuery(EntityStateSql.UNDER_TOPS)
            .execute(StaleRootSql.markArguments(question.tops()))
            .onSuccess(rows -> collect(rows, found));
    List<List<Scoped<EntityState>>> chunks = chunks(question.entityStates());
    if (chunks.size() == 1) {
      return Future.all(read, previousTops(connection, chunks.getFirst(), found)).map(found);
    }
    for (List<Scoped<EntityState>> chunk : chunks) {
      read = read.compose(before -> previousTops(connection, chunk, found));
    }
    return read.map(found);
  }

  private static Future<?> previousTops(
      SqlConnection connection, List<Scoped<EntityState>> chunk, Set<Scoped<EntityKey>> found) {
    return connection
        .preparedQuery(EntityStateSql.PREVIOUS_TOPS)
        .execute(EntityStateSql.topArguments(chunk))
        .onSuccess(rows -> collect(rows, found));
  }

  private static void collect(RowSet<Row> rows, Set<Scoped<EntityKey>> found) {
    rows.forEach(row -> found.add(new Scoped<>(Rows.scope(row), EntitySql.key(row, "kind", "id"))));
  }

  private static Scoped<EntityKey> key(Scoped<EntityState> entityState) {
    return new Scoped<>(entityState.scope(), entityState.value().key());
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
