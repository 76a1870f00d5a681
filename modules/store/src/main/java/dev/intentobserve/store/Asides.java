package dev.intentobserve.store;

import dev.intentobserve.contract.AsideContract;
import dev.intentobserve.contract.AsideContract.AllAside;
import dev.intentobserve.contract.AsideContract.Aside;
import dev.intentobserve.contract.AsideContract.AsideEvent;
import dev.intentobserve.contract.AsideContract.DueEvents;
import dev.intentobserve.contract.AsideContract.SetAside;
import dev.intentobserve.contract.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Keeps what was set aside, and answers what that is. */
final class Asides {
  private final Db db;

  private Asides(Db db) {
    this.db = db;
  }

  /** Answers every port of {@link AsideContract}. */
  static Future<?> open(Vertx vertx, Db db) {
    Asides asides = new Asides(db);
    return Future.all(
        AsideContract.SET_ASIDE.answer(vertx, asides::setAside),
        AsideContract.DUE_EVENTS.answer(vertx, asides::due),
        AsideContract.ASIDE.answer(vertx, asides::all));
  }

  /** Within the transaction that places them: each of them once, whoever tries it meanwhile. */
  static Future<Void> forget(SqlConnection connection, List<Long> events) {
    return events.isEmpty()
        ? Future.succeededFuture()
        : connection
            .preparedQuery(AsideSql.FORGET_EVENTS)
            .execute(Tuple.tuple().addArrayOfLong(events.toArray(Long[]::new)))
            .compose(
                rows ->
                    rows.rowCount() == events.size()
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                            Fault.busy("cursor_moved", "Somebody else placed this event.")));
  }

  private Future<Boolean> setAside(SetAside step) {
    return db.query(AsideSql.SET_ASIDE, AsideSql.setAside(step)).map(rows -> rows.rowCount() > 0);
  }

  private Future<List<AsideEvent>> due(DueEvents question) {
    Tuple arguments = Tuple.of(Columns.utc(question.now()), Limit.of(question.limit()));
    return db.query(AsideSql.DUE_EVENTS, arguments).map(rows -> list(rows, AsideSql::event));
  }

  private Future<Aside> all(AllAside question) {
    Tuple limit = Tuple.of(Limit.of(question.limit()));
    return db.query(AsideSql.ROOTS, limit)
        .compose(
            roots ->
                db.query(AsideSql.EVENTS, limit)
                    .map(
                        events ->
                            new Aside(
                                list(roots, AsideSql::root),
                                list(events, AsideSql::event),
                                count(roots),
                                count(events))));
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
    List<T> list = new ArrayList<>();
    rows.forEach(row -> list.add(read.apply(row)));
    return list;
  }

  private static long count(RowSet<Row> rows) {
    return rows.size() == 0 ? 0 : rows.iterator().next().getLong("all_of_them");
  }
}
