package dev.intentobserve.store;

import dev.intentobserve.contract.LifeContract.LifePage;
import dev.intentobserve.contract.LifeContract.LifeQuery;
import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.contract.LifeContract.LivesAfter;
import dev.intentobserve.contract.LifeContract.StraysOf;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Life;
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
final class Lives {
  /** Rows of one statement: a family may have a hundred thousand. */
  private static final int CHUNK = 2_000;

  private final Vertx vertx;
  private final Db db;

  Lives(Vertx vertx, Db db) {
    this.vertx = vertx;
    this.db = db;
  }

  /** Within a transaction that holds {@link LifeSql#LOCK}. */
  static Future<Void> save(SqlConnection connection, List<Scoped<Life>> lives) {
    Future<Void> saved = Future.succeededFuture();
    for (List<Scoped<Life>> chunk : chunks(lives)) {
      saved =
          saved.compose(
              before ->
                  connection.preparedQuery(LifeSql.SAVE).execute(LifeSql.rows(chunk)).mapEmpty());
    }
    return saved;
  }

  Future<LifePage> after(LivesAfter question) {
    int limit = Limit.of(question.limit());
    return db.query(LifeSql.AFTER, Tuple.of(question.after(), limit))
        .compose(this::read)
        .map(
            rows ->
                new LifePage(
                    rows,
                    rows.isEmpty() ? question.after() : rows.getLast().revision(),
                    rows.size() == limit));
  }

  Future<Listing<LifeRow>> list(LifeQuery query) {
    int limit = Limit.of(query.limit());
    String kind = "";
    String id = "";
    if (query.cursor() != null) {
      Keyset place = Keyset.decode(query.cursor(), 2);
      kind = place.kind(0).code();
      id = place.text(1);
    }
    return db.query(LifeSql.LIST, LifeSql.filters(query, kind, id, limit))
        .compose(this::read)
        .map(rows -> Lists.page(rows, limit, Lives::place));
  }

  /** A page of lives at a time, and the sets are told apart off the event loop. */
  Future<List<Scoped<EntityKey>>> strays(StraysOf question) {
    return db.snapshot(connection -> stand(connection, question))
        .compose(
            found ->
                vertx.executeBlocking(
                    () -> {
                      question.lives().forEach(life -> found.remove(key(life)));
                      return List.copyOf(found);
                    },
                    false));
  }

  private static Future<Set<Scoped<EntityKey>>> stand(SqlConnection connection, StraysOf question) {
    Set<Scoped<EntityKey>> found = new HashSet<>();
    Future<?> asked =
        connection
            .preparedQuery(LifeSql.UNDER)
            .execute(ClaimSql.roots(question.tops()))
            .onSuccess(rows -> collect(rows, found));
    List<List<Scoped<Life>>> chunks = chunks(question.lives());
    if (chunks.size() == 1) {
      return Future.all(asked, stood(connection, chunks.getFirst(), found)).map(found);
    }
    for (List<Scoped<Life>> chunk : chunks) {
      asked = asked.compose(before -> stood(connection, chunk, found));
    }
    return asked.map(found);
  }

  private static Future<?> stood(
      SqlConnection connection, List<Scoped<Life>> chunk, Set<Scoped<EntityKey>> found) {
    return connection
        .preparedQuery(LifeSql.STOOD)
        .execute(LifeSql.places(chunk))
        .onSuccess(rows -> collect(rows, found));
  }

  private static void collect(RowSet<Row> rows, Set<Scoped<EntityKey>> found) {
    rows.forEach(
        row -> found.add(new Scoped<>(EventRows.scope(row), EntitySql.key(row, "kind", "id"))));
  }

  private static Scoped<EntityKey> key(Scoped<Life> life) {
    return new Scoped<>(life.scope(), life.value().key());
  }

  private static List<List<Scoped<Life>>> chunks(List<Scoped<Life>> lives) {
    List<List<Scoped<Life>>> chunks = new ArrayList<>();
    for (int from = 0; from < lives.size(); from += CHUNK) {
      chunks.add(lives.subList(from, Math.min(lives.size(), from + CHUNK)));
    }
    return chunks;
  }

  private Future<List<LifeRow>> read(RowSet<Row> rows) {
    return vertx.executeBlocking(
        () -> {
          List<LifeRow> lives = new ArrayList<>(rows.size());
          rows.forEach(row -> lives.add(LifeSql.row(row)));
          return lives;
        },
        false);
  }

  private static String place(LifeRow last) {
    return Keyset.encode(last.life().key().kind(), last.life().key().id());
  }
}
