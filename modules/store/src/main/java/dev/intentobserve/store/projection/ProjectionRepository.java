package dev.intentobserve.store.projection;

import dev.intentobserve.ports.ProjectionPorts;
import dev.intentobserve.ports.ProjectionPorts.CommitProjection;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.CursorSql;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.PipelinedStatements;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Commits what was folded from events, together with the cursor of the reader. */
public final class ProjectionRepository {
  private final DatabasePool db;

  private ProjectionRepository(DatabasePool db) {
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    ProjectionRepository projections = new ProjectionRepository(db);
    return Future.all(
        StorePorts.CURSOR.answer(vertx, projections::cursor),
        StorePorts.COMMIT_FACTS.answer(vertx, projections::commit),
        ProjectionPorts.COMMIT_PROJECTION.answer(vertx, projections::commit),
        StaleRootRepository.open(vertx, db));
  }

  private Future<Long> cursor(String name) {
    return db.query(CursorSql.POSITION, Tuple.of(name))
        .map(rows -> rows.size() == 0 ? 0L : Rows.first(rows).getLong("position"));
  }

  private Future<Boolean> commit(CommitFacts step) {
    return db.transaction(connection -> save(connection, step).map(true));
  }

  /**
   * A projection can be computed again from the record, so its commit need not reach the disk: a
   * crash loses the cursor's last moves together with what they stored.
   */
  private Future<Boolean> commit(CommitProjection step) {
    return db.longTransaction(
        connection ->
            connection
                .query("set local synchronous_commit = off; " + AdvisoryLocks.ENTITY_STATES)
                .execute()
                .compose(locked -> save(connection, step.facts()))
                .compose(saved -> EntityStateRepository.save(connection, step.states()))
                .compose(saved -> saveSummaries(connection, step))
                .map(true));
  }

  private static Future<Void> saveSummaries(SqlConnection connection, CommitProjection step) {
    PipelinedStatements statements = new PipelinedStatements(connection);
    statements.send(TraceSummarySql.SAVE, step.summaries(), TraceSummarySql::saveArguments);
    statements.send(
        StaleRootSql.CHANGED_AGAIN, List.copyOf(step.tops()), StaleRootSql::markArguments);
    return statements.all();
  }

  private static Future<Void> save(SqlConnection connection, CommitFacts step) {
    return CursorSql.move(connection, step.cursor(), step.from(), step.to())
        .compose(moved -> DeferredWorkRepository.forget(connection, step.settled()))
        .compose(forgotten -> saveFacts(connection, step));
  }

  private static Future<Void> saveFacts(SqlConnection connection, CommitFacts step) {
    PipelinedStatements statements = new PipelinedStatements(connection);
    statements.send(EntitySql.SAVE, step.facts(), EntitySql::saveArguments);
    statements.send(EntitySql.SAVE_PARENTS, step.facts(), EntitySql::parentArguments);
    statements.send(EntitySql.SAVE_TRACE_STRINGS, step.facts(), EntitySql::traceStringArguments);
    statements.send(LinkSql.SAVE, step.facts(), LinkSql::saveArguments);
    statements.send(ClaimSql.SAVE_MEMBERSHIPS, step.memberships(), ClaimSql::membershipArguments);
    statements.send(ClaimSql.SAVE_ALIASES, step.aliases(), ClaimSql::aliasArguments);
    statements.send(StaleRootSql.MARK, List.copyOf(step.stale()), StaleRootSql::markArguments);
    statements.send(DeferredWorkSql.SAVE_EVENTS, step.aside(), DeferredWorkSql::saveArguments);
    return statements.all();
  }
}
