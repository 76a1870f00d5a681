package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.ports.EntityStatePorts.EntityStatePage;
import dev.intentobserve.ports.EntityStatePorts.EntityStateQuery;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStatePorts.EntityStatesAfter;
import dev.intentobserve.ports.EntityStatePorts.MovedEntitiesOf;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.record.EventRowMapper;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
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

/** Answers where entities stand, and writes what became different. */
public final class EntityStateRepository {
  /** Rows of one statement: a family may have a hundred thousand. */
  private static final int CHUNK = 2_000;

  private final Vertx vertx;
  private final DatabasePool db;

  public EntityStateRepository(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
  }

  /** Within a transaction that holds {@link EntityStateSql#LOCK}. */
  public static Future<Void> save(
      SqlConnection connection, List<Scoped<EntityState>> entityStates) {
    Future<Void> saved = Future.succeededFuture();
    for (List<Scoped<EntityState>> chunk : chunks(entityStates)) {
      saved =
          saved.compose(
              before ->
                  connection
                      .preparedQuery(EntityStateSql.SAVE)
                      .execute(EntityStateSql.rows(chunk))
                      .mapEmpty());
    }
    return saved;
  }

  public Future<EntityStatePage> after(EntityStatesAfter question) {
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

  public Future<Listing<EntityStateRow>> list(EntityStateQuery query) {
    int limit = PageLimit.of(query.limit());
    String kind = "";
    String id = "";
    if (query.cursor() != null) {
      KeysetCursor place = KeysetCursor.decode(query.cursor(), 2);
      kind = place.kind(0).code();
      id = place.text(1);
    }
    return db.query(EntityStateSql.LIST, EntityStateSql.filters(query, kind, id, limit))
        .compose(this::read)
        .map(rows -> ListQueries.page(rows, limit, EntityStateRepository::place));
  }

  /** A page of lives at a time, and the sets are told apart off the event loop. */
  public Future<List<Scoped<EntityKey>>> movedEntities(MovedEntitiesOf question) {
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
    Future<?> asked =
        connection
            .preparedQuery(EntityStateSql.UNDER_TOPS)
            .execute(ClaimSql.roots(question.tops()))
            .onSuccess(rows -> collect(rows, found));
    List<List<Scoped<EntityState>>> chunks = chunks(question.entityStates());
    if (chunks.size() == 1) {
      return Future.all(asked, previousTops(connection, chunks.getFirst(), found)).map(found);
    }
    for (List<Scoped<EntityState>> chunk : chunks) {
      asked = asked.compose(before -> previousTops(connection, chunk, found));
    }
    return asked.map(found);
  }

  private static Future<?> previousTops(
      SqlConnection connection, List<Scoped<EntityState>> chunk, Set<Scoped<EntityKey>> found) {
    return connection
        .preparedQuery(EntityStateSql.PREVIOUS_TOPS)
        .execute(EntityStateSql.places(chunk))
        .onSuccess(rows -> collect(rows, found));
  }

  private static void collect(RowSet<Row> rows, Set<Scoped<EntityKey>> found) {
    rows.forEach(
        row ->
            found.add(new Scoped<>(EventRowMapper.scope(row), EntitySql.key(row, "kind", "id"))));
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
    return vertx.executeBlocking(
        () -> {
          List<EntityStateRow> entityStates = new ArrayList<>(rows.size());
          rows.forEach(row -> entityStates.add(EntityStateSql.row(row)));
          return entityStates;
        },
        false);
  }

  private static String place(EntityStateRow last) {
    return KeysetCursor.encode(last.entityState().key().kind(), last.entityState().key().id());
  }
}
