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
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Keeps events and roots whose processing failed, to be tried again later. */
public final class DeferredWorkRepository {
  private final DatabasePool db;

  private DeferredWorkRepository(DatabasePool db) {
    this.db = db;
  }

  /** Answers every port of {@link DeferredWorkPorts}. */
  public static Future<?> open(Vertx vertx, DatabasePool db) {
    DeferredWorkRepository work = new DeferredWorkRepository(db);
    return Future.all(
        DeferredWorkPorts.DEFER_ROOT.answer(vertx, work::defer),
        DeferredWorkPorts.DUE_EVENTS.answer(vertx, work::due),
        DeferredWorkPorts.DEFERRED.answer(vertx, work::all));
  }

  /**
   * In the transaction that places these events. Fails if one of them is missing, because another
   * process has placed it then.
   */
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
                            Fault.busy("cursor_moved", "Another process has placed this event.")));
  }

  private Future<Boolean> defer(DeferRoot step) {
    return db.query(DeferredWorkSql.DEFER_ROOT, DeferredWorkSql.deferArguments(step))
        .map(rows -> rows.rowCount() > 0);
  }

  private Future<List<DeferredEvent>> due(DueEvents question) {
    Tuple arguments = Tuple.of(ArrayColumns.utc(question.now()), PageLimit.of(question.limit()));
    return db.query(DeferredWorkSql.DUE_EVENTS, arguments)
        .map(rows -> Rows.map(rows, DeferredWorkSql::event));
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
                                Rows.map(roots, DeferredWorkSql::root),
                                Rows.map(events, DeferredWorkSql::event),
                                count(roots),
                                count(events))));
  }

  private static long count(RowSet<Row> rows) {
    return rows.size() == 0 ? 0 : Rows.first(rows).getLong("total");
  }
}
