package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.ProjectionPorts;
import dev.intentobserve.ports.ProjectionPorts.CommitProjection;
import dev.intentobserve.ports.ProjectionPorts.EntityChange;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitFacts;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.CursorSql;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.PipelinedStatements;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Commits what was folded from events, together with the cursor of the reader. */
public final class ProjectionRepository {
  /** How many states are kept in memory, and how many bytes, for those who follow them. */
  private static final int RECENT = 4_000;

  private static final long RECENT_BYTES = 16L << 20;

  private final DatabasePool db;
  private final RecentEntityStates recent = new RecentEntityStates(RECENT, RECENT_BYTES);

  private ProjectionRepository(DatabasePool db) {
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    ProjectionRepository projections = new ProjectionRepository(db);
    return Future.all(
        EntityStateRepository.open(vertx, db, projections.recent),
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
    return db.transaction(
        connection ->
            connection
                .query(AdvisoryLocks.ENTITIES)
                .execute()
                .compose(locked -> move(connection, step))
                .compose(
                    moved ->
                        EntityWriter.save(
                            connection, step.facts().stream().map(EntityRow::of).toList()))
                .compose(saved -> saveEdges(connection, step, all -> {}))
                .map(true));
  }

  /**
   * Waits for the disk, although everything could be computed again: a reader that was given states
   * from memory may store its cursor, and must not be ahead of what a crash leaves of the table.
   */
  private Future<Boolean> commit(CommitProjection step) {
    List<EntityRow> rows = rows(step);
    return db.longTransaction(
            connection ->
                connection
                    .query(AdvisoryLocks.ENTITIES)
                    .execute()
                    .compose(locked -> move(connection, step.facts()))
                    .compose(moved -> EntityWriter.save(connection, rows))
                    .compose(
                        saved ->
                            saveEdges(connection, step.facts(), all -> sendSummaries(all, step))
                                .map(saved)))
        .onSuccess(saved -> remember(step, saved))
        .map(true);
  }

  /** The states with their facts, if these changed too; then facts alone. */
  private static List<EntityRow> rows(CommitProjection step) {
    Map<Scoped<EntityKey>, EntityFacts> facts = new LinkedHashMap<>();
    step.facts()
        .facts()
        .forEach(row -> facts.put(new Scoped<>(row.scope(), row.value().key()), row.value()));
    List<EntityRow> rows = new ArrayList<>();
    for (EntityChange change : step.changes()) {
      Scoped<EntityKey> key = new Scoped<>(change.scope(), change.state().key());
      rows.add(EntityRow.of(change.scope(), change.state(), facts.remove(key)));
    }
    facts.forEach((key, left) -> rows.add(EntityRow.of(new Scoped<>(key.scope(), left))));
    return rows;
  }

  /** The states come first among the rows, and facts without a state leave a gap after them. */
  private void remember(CommitProjection step, List<EntityRow> saved) {
    List<EntityStateRow> rows = new ArrayList<>();
    for (EntityChange change : step.changes()) {
      long revision = saved.get(rows.size()).revision();
      rows.add(new EntityStateRow(revision, change.scope(), change.state(), change.facts()));
    }
    if (!rows.isEmpty()) {
      recent.add(rows.getFirst().revision() - 1, rows);
    }
  }

  private static void sendSummaries(PipelinedStatements statements, CommitProjection step) {
    statements.send(TraceSummarySql.SAVE, step.summaries(), TraceSummarySql::saveArguments);
    statements.send(
        StaleRootSql.CHANGED_AGAIN, List.copyOf(step.tops()), StaleRootSql::markArguments);
  }

  private static Future<Void> move(SqlConnection connection, CommitFacts step) {
    return CursorSql.move(connection, step.cursor(), step.from(), step.to())
        .compose(moved -> DeferredWorkRepository.forget(connection, step.settled()));
  }

  /** In one round trip with what {@code more} sends after it. */
  private static Future<Void> saveEdges(
      SqlConnection connection, CommitFacts step, Consumer<PipelinedStatements> more) {
    PipelinedStatements statements = new PipelinedStatements(connection);
    statements.send(EntitySql.SAVE_PARENTS, step.facts(), EntitySql::parentArguments);
    statements.send(EntitySql.SAVE_TRACE_STRINGS, step.facts(), EntitySql::traceStringArguments);
    statements.send(LinkSql.SAVE, step.facts(), LinkSql::saveArguments);
    statements.send(ClaimSql.SAVE_MEMBERSHIPS, step.memberships(), ClaimSql::membershipArguments);
    statements.send(ClaimSql.SAVE_ALIASES, step.aliases(), ClaimSql::aliasArguments);
    statements.send(StaleRootSql.MARK, List.copyOf(step.stale()), StaleRootSql::markArguments);
    statements.send(DeferredWorkSql.SAVE_EVENTS, step.aside(), DeferredWorkSql::saveArguments);
    more.accept(statements);
    return statements.all();
  }
}
