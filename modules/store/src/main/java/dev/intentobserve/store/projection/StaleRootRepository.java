package dev.intentobserve.store.projection;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.SaveSummaries;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import dev.intentobserve.ports.StorePorts.StaleRootQuery;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.PipelinedStatements;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Lists stale roots, and saves the summaries and states that a refresh of them computed. */
final class StaleRootRepository {
  private final DatabasePool db;

  private StaleRootRepository(DatabasePool db) {
    this.db = db;
  }

  static Future<?> open(Vertx vertx, DatabasePool db) {
    StaleRootRepository roots = new StaleRootRepository(db);
    return Future.all(
        StorePorts.STALE_ROOTS.answer(vertx, roots::list),
        StorePorts.STALE_ROOT_COUNT.answer(vertx, roots::count),
        StorePorts.SAVE_SUMMARIES.answer(vertx, roots::save));
  }

  private Future<List<StaleRoot>> list(StaleRootQuery question) {
    Tuple arguments =
        Tuple.of(PageLimit.of(question.limit()))
            .addOffsetDateTime(ArrayColumns.utc(question.now()));
    return db.query(StaleRootSql.LIST, arguments).map(rows -> Rows.map(rows, StaleRootSql::root));
  }

  private Future<Integer> count(StaleRootQuery question) {
    return db.query(StaleRootSql.COUNT, Tuple.of(question.limit()))
        .map(rows -> Rows.first(rows).getInteger(0));
  }

  private Future<Boolean> save(SaveSummaries step) {
    return db.longTransaction(
        connection ->
            requireStillStale(connection, step.done())
                .compose(
                    claimed ->
                        EntityWriter.save(
                            connection,
                            step.entityStates().stream()
                                .map(state -> EntityRow.of(state.scope(), state.value(), null))
                                .toList()))
                .compose(saved -> saveSummaries(connection, step))
                .compose(saved -> clear(connection, step.done()))
                .map(true));
  }

  private static Future<Void> saveSummaries(SqlConnection connection, SaveSummaries step) {
    PipelinedStatements statements = new PipelinedStatements(connection);
    statements.send(TraceSummarySql.SAVE, step.summaries(), TraceSummarySql::saveArguments);
    return statements.all();
  }

  /**
   * Refreshes are saved one after another. A root that is no longer stale was refreshed by another
   * process meanwhile, perhaps from newer facts.
   */
  private static Future<Void> requireStillStale(SqlConnection connection, List<StaleRoot> done) {
    return connection
        .query(AdvisoryLocks.ENTITIES)
        .execute()
        .compose(
            locked ->
                connection
                    .preparedQuery(StaleRootSql.COUNT_STILL)
                    .execute(StaleRootSql.versionArguments(done)))
        .compose(
            rows ->
                Rows.first(rows).getLong("count") == done.size()
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        Fault.busy(
                            "stale_roots_moved",
                            "Another process has refreshed some of these roots.")));
  }

  private static Future<?> clear(SqlConnection connection, List<StaleRoot> done) {
    if (done.isEmpty()) {
      return Future.succeededFuture();
    }
    Tuple roots = StaleRootSql.versionArguments(done);
    return connection
        .preparedQuery(StaleRootSql.CLEAR)
        .execute(roots)
        .compose(
            cleared ->
                cleared.rowCount() == done.size()
                    ? Future.succeededFuture()
                    : connection.preparedQuery(StaleRootSql.REMARK).execute(roots));
  }
}
