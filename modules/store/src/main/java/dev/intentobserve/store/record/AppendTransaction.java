package dev.intentobserve.store.record;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.store.sql.PipelinedStatements;
import dev.intentobserve.store.sql.SqlErrors;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One transaction of the appender in two flights: begin, lock and look; then, once the database has
 * said what it knows, the new events, everything that is counted beside them, and the commit. Who
 * holds the lock is alone, so the numbers are given out in between. The statements of a flight are
 * sent without waiting for one another; one that fails fails those after it.
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
    return lookUp(batch.rows())
        .map(batch::resolve)
        .compose(settled -> commit(settled).map(settled));
  }

  /** Undoes whatever is under way; also fine when nothing is. */
  Future<Void> rollback() {
    return connection.query("rollback").execute().mapEmpty();
  }

  /**
   * Finds the rows the database would not take, by halves, in transactions that are rolled back.
   */
  Future<Set<WorkEvent>> rejectedEvents(List<AppendBatch.Row> rows) {
    Set<WorkEvent> rejectedEvents = Collections.newSetFromMap(new IdentityHashMap<>());
    return search(rows, rejectedEvents).map(rejectedEvents);
  }

  /** Whether a row could be appended just now, found out by one that is taken back. */
  Future<Void> probe() {
    return offer(List.of(AppendProbe.row(now)))
        .transform(
            (answer, error) ->
                rollback()
                    .compose(
                        undone ->
                            error == null ? Future.succeededFuture() : Future.failedFuture(error)));
  }

  private Future<Void> search(List<AppendBatch.Row> rows, Set<WorkEvent> rejectedEvents) {
    return offer(rows)
        .transform(
            (answer, error) ->
                rollback()
                    .compose(
                        undone -> {
                          if (error == null) {
                            return Future.succeededFuture();
                          }
                          return SqlErrors.badData(error)
                              ? bisect(rows, rejectedEvents)
                              : Future.failedFuture(error);
                        }));
  }

  private Future<Void> bisect(List<AppendBatch.Row> rows, Set<WorkEvent> rejectedEvents) {
    if (rows.size() == 1) {
      rejectedEvents.add(rows.getFirst().event());
      return Future.succeededFuture();
    }
    int half = rows.size() / 2;
    return search(rows.subList(0, half), rejectedEvents)
        .compose(done -> search(rows.subList(half, rows.size()), rejectedEvents));
  }

  /** Writes what is not known, in a transaction that is left open. */
  private Future<Void> offer(List<AppendBatch.Row> rows) {
    return lookUp(rows)
        .compose(
            lookupResult -> {
              PipelinedStatements flight = new PipelinedStatements(connection);
              flight.send(
                  EventSql.INSERT, new SequenceAssigner(lookupResult).all(rows), EventSql::insert);
              return flight.all();
            });
  }

  private Future<AppendBatch.LookupResult> lookUp(List<AppendBatch.Row> rows) {
    PipelinedStatements flight = new PipelinedStatements(connection);
    flight.send("begin");
    flight.send(EventSql.LOCK);
    Future<RowSet<Row>> lookupResult =
        connection.preparedQuery(EventSql.LOOK_UP).execute(EventSql.lookUp(rows));
    return flight
        .all()
        .transform((done, error) -> error == null ? lookupResult : Future.failedFuture(error))
        .map(AppendTransaction::lookupResult);
  }

  private static AppendBatch.LookupResult lookupResult(RowSet<Row> answer) {
    long head = 0;
    Map<Scope, Long> heads = new HashMap<>();
    Map<Integer, AppendBatch.ExistingEvent> known = new HashMap<>();
    for (Row row : answer) {
      Long position = row.getLong("n");
      long number = row.getLong("seq");
      if (position != null) {
        known.put(
            (int) (position - 1), new AppendBatch.ExistingEvent(number, row.getString("digest")));
      } else if (row.getString("tenant") != null) {
        heads.put(EventRowMapper.scope(row), number);
      } else {
        head = number;
      }
    }
    return new AppendBatch.LookupResult(head, heads, known);
  }

  private Future<Void> commit(AppendBatch.BatchResult settled) {
    PipelinedStatements flight = new PipelinedStatements(connection);
    flight.send(EventSql.INSERT, settled.stored(), EventSql::insert);
    flight.send(DeadLetterSql.ADD, settled.deadLetters().list(), DeadLetterSql::add);
    flight.send(RecordSql.ADD_COUNTS, settled.counts().list(), RecordSql::counts);
    flight.send(RecordSql.MOVE_MARKS, settled.marks(), marks -> RecordSql.marks(marks, now));
    flight.send(DeadLetterSql.REPAIRED, settled.repairs(), DeadLetterSql::repaired);
    flight.send("commit");
    return flight.all();
  }
}
