package dev.intentobserve.store.record;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.PipelinedStatements;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One transaction of the appender in two round trips: begin, lock and look up; then insert the new
 * events, their counts and marks, and commit. Numbers are assigned between the two, which is safe
 * because the lock is held until the commit.
 */
final class AppendTransaction {
  private final SqlConnection connection;
  private final Instant now;

  AppendTransaction(SqlConnection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /** Completes after the commit. */
  Future<AppendBatch.BatchResult> run(List<Append> requests, Set<WorkEvent> rejectedEvents) {
    AppendBatch batch = new AppendBatch(requests, rejectedEvents);
    return lookUp(batch.rows()).map(batch::resolve).compose(result -> commit(result).map(result));
  }

  /** Also succeeds if no transaction is open. */
  Future<Void> rollback() {
    return connection.query("rollback").execute().mapEmpty();
  }

  /** Inserts a large row and rolls it back, to find out whether appending works. */
  Future<Void> probe() {
    return tryInsert(List.of(AppendProbe.row(now)));
  }

  /** Inserts the rows that do not exist yet, and rolls back. */
  Future<Void> tryInsert(List<AppendBatch.Row> rows) {
    return lookUp(rows)
        .compose(lookupResult -> insert(rows, lookupResult))
        .transform(
            (inserted, error) ->
                rollback()
                    .compose(
                        rolledBack ->
                            error == null ? Future.succeededFuture() : Future.failedFuture(error)));
  }

  private Future<Void> insert(List<AppendBatch.Row> rows, AppendBatch.LookupResult lookupResult) {
    PipelinedStatements statements = new PipelinedStatements(connection);
    statements.send(
        EventSql.INSERT, new SequenceAssigner(lookupResult).all(rows), EventSql::insert);
    return statements.all();
  }

  private Future<AppendBatch.LookupResult> lookUp(List<AppendBatch.Row> rows) {
    PipelinedStatements statements = new PipelinedStatements(connection);
    statements.send("begin");
    statements.send(AdvisoryLocks.APPEND);
    Future<RowSet<Row>> found =
        connection.preparedQuery(EventSql.LOOK_UP).execute(EventSql.lookUp(rows));
    return statements
        .all()
        .transform((done, error) -> error == null ? found : Future.failedFuture(error))
        .map(AppendTransaction::lookupResult);
  }

  private static AppendBatch.LookupResult lookupResult(RowSet<Row> rows) {
    long head = 0;
    Map<Scope, Long> heads = new HashMap<>();
    Map<Integer, AppendBatch.ExistingEvent> known = new HashMap<>();
    for (Row row : rows) {
      Long position = row.getLong("n");
      long number = row.getLong("seq");
      if (position != null) {
        known.put(
            (int) (position - 1), new AppendBatch.ExistingEvent(number, row.getString("digest")));
      } else if (row.getString("tenant") != null) {
        heads.put(Rows.scope(row), number);
      } else {
        head = number;
      }
    }
    return new AppendBatch.LookupResult(head, heads, known);
  }

  private Future<Void> commit(AppendBatch.BatchResult result) {
    PipelinedStatements statements = new PipelinedStatements(connection);
    statements.send(EventSql.INSERT, result.stored(), EventSql::insert);
    statements.send(DeadLetterSql.ADD, result.deadLetters().list(), DeadLetterSql::addArguments);
    statements.send(RecordSql.ADD_COUNTS, result.counts().list(), RecordSql::countArguments);
    statements.send(
        RecordSql.MOVE_MARKS, result.marks(), marks -> RecordSql.markArguments(marks, now));
    statements.send(
        DeadLetterSql.CLOSE_REPLAYED, result.replays(), DeadLetterSql::closeReplayedArguments);
    statements.send("commit");
    return statements.all();
  }
}
