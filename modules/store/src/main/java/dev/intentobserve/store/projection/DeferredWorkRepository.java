package dev.intentobserve.store.projection;

import dev.intentobserve.ports.DeferredWorkPorts;
import dev.intentobserve.ports.DeferredWorkPorts.AllDeferred;
import dev.intentobserve.ports.DeferredWorkPorts.DeferRoot;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredEvent;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredWork;
import dev.intentobserve.ports.DeferredWorkPorts.DueEvents;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.PageLimit;
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
public final class DeferredWorkRepository {
  private final DatabasePool db;

  private DeferredWorkRepository(DatabasePool db) {
    this.db = db;
  }

  /** Answers every port of {@link DeferredWorkPorts}. */
  public static Future<?> open(Vertx vertx, DatabasePool db) {
    DeferredWorkRepository asides = new DeferredWorkRepository(db);
    return Future.all(
        DeferredWorkPorts.DEFER_ROOT.answer(vertx, asides::setAside),
        DeferredWorkPorts.DUE_EVENTS.answer(vertx, asides::due),
        DeferredWorkPorts.DEFERRED.answer(vertx, asides::all));
  }

  /** Within the transaction that places them: each of them once, whoever tries it meanwhile. */
  static Future<Void> forget(SqlConnection connection, List<Long> events) {
    return events.isEmpty()
        ? Future.succeededFuture()
        : connection
            .preparedQuery(DeferredWorkSql.FORGET_EVENTS)
            .execute(Tuple.tuple().addArrayOfLong(events.toArray(Long[]::new)))
            .compose(
                rows ->
                    rows.rowCount() == events.size()
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                            Fault.busy("cursor_moved", "Somebody else placed this event.")));
  }

  private Future<Boolean> setAside(DeferRoot step) {
    return db.query(DeferredWorkSql.DEFER_ROOT, DeferredWorkSql.setAside(step))
        .map(rows -> rows.rowCount() > 0);
  }

  private Future<List<DeferredEvent>> due(DueEvents question) {
    Tuple arguments = Tuple.of(ArrayColumns.utc(question.now()), PageLimit.of(question.limit()));
    return db.query(DeferredWorkSql.DUE_EVENTS, arguments)
        .map(rows -> list(rows, DeferredWorkSql::event));
  }

  private Future<DeferredWork> all(AllDeferred question) {
    Tuple limit = Tuple.of(PageLimit.of(question.limit()));
    return db.query(DeferredWorkSql.ROOTS, limit)
        .compose(
            roots ->
                db.query(DeferredWorkSql.EVENTS, limit)
                    .map(
                        events ->
                            new DeferredWork(
                                list(roots, DeferredWorkSql::root),
                                list(events, DeferredWorkSql::event),
                                count(roots),
                                count(events))));
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
    List<T> list = new ArrayList<>();
    rows.forEach(row -> list.add(read.apply(row)));
    return list;
  }

  private static long count(RowSet<Row> rows) {
    return rows.size() == 0 ? 0 : rows.iterator().next().getLong("total");
  }
}
