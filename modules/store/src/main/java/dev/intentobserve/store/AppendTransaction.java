package dev.intentobserve.store;

import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.WorkEvent;
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
  Future<AppendBatch.Settled> run(List<Append> requests, Set<WorkEvent> culprits) {
    AppendBatch batch = new AppendBatch(requests, culprits);
    return look(batch.rows()).map(batch::settle).compose(settled -> commit(settled).map(settled));
  }

  /** Undoes whatever is under way; also fine when nothing is. */
  Future<Void> rollback() {
    return connection.query("rollback").execute().mapEmpty();
  }

  /**
   * Finds the rows the database would not take, by halves, in transactions that are rolled back.
   */
  Future<Set<WorkEvent>> culprits(List<AppendBatch.Row> rows) {
    Set<WorkEvent> culprits = Collections.newSetFromMap(new IdentityHashMap<>());
    return search(rows, culprits).map(culprits);
  }

  /** Whether a row could be appended just now, found out by one that is taken back. */
  Future<Void> probe() {
    return offer(List.of(Probe.row(now)))
        .transform(
            (answer, error) ->
                rollback()
                    .compose(
                        undone ->
                            error == null ? Future.succeededFuture() : Future.failedFuture(error)));
  }

  private Future<Void> search(List<AppendBatch.Row> rows, Set<WorkEvent> culprits) {
    return offer(rows)
        .transform(
            (answer, error) ->
                rollback()
                    .compose(
                        undone -> {
                          if (error == null) {
                            return Future.succeededFuture();
                          }
                          return Errors.badData(error)
                              ? narrow(rows, culprits)
                              : Future.failedFuture(error);
                        }));
  }

  private Future<Void> narrow(List<AppendBatch.Row> rows, Set<WorkEvent> culprits) {
    if (rows.size() == 1) {
      culprits.add(rows.getFirst().event());
      return Future.succeededFuture();
    }
    int half = rows.size() / 2;
    return search(rows.subList(0, half), culprits)
        .compose(done -> search(rows.subList(half, rows.size()), culprits));
  }

  /** Writes what is not known, in a transaction that is left open. */
  private Future<Void> offer(List<AppendBatch.Row> rows) {
    return look(rows)
        .compose(
            looked -> {
              Flight flight = new Flight(connection);
              flight.send(EventSql.INSERT, new Numbering(looked).all(rows), EventSql::insert);
              return flight.landed();
            });
  }

  private Future<AppendBatch.Looked> look(List<AppendBatch.Row> rows) {
    Flight flight = new Flight(connection);
    flight.send("begin");
    flight.send(EventSql.LOCK);
    Future<RowSet<Row>> looked =
        connection.preparedQuery(EventSql.LOOK).execute(EventSql.look(rows));
    return flight
        .landed()
        .transform((done, error) -> error == null ? looked : Future.failedFuture(error))
        .map(AppendTransaction::looked);
  }

  private static AppendBatch.Looked looked(RowSet<Row> answer) {
    long head = 0;
    Map<Scope, Long> heads = new HashMap<>();
    Map<Integer, AppendBatch.Known> known = new HashMap<>();
    for (Row row : answer) {
      Long position = row.getLong("n");
      long number = row.getLong("seq");
      if (position != null) {
        known.put((int) (position - 1), new AppendBatch.Known(number, row.getString("digest")));
      } else if (row.getString("tenant") != null) {
        heads.put(EventRows.scope(row), number);
      } else {
        head = number;
      }
    }
    return new AppendBatch.Looked(head, heads, known);
  }

  private Future<Void> commit(AppendBatch.Settled settled) {
    Flight flight = new Flight(connection);
    flight.send(EventSql.INSERT, settled.stored(), EventSql::insert);
    flight.send(DeadLetterSql.ADD, settled.letters().list(), DeadLetterSql::add);
    flight.send(RecordSql.ADD_COUNTS, settled.counts().list(), RecordSql::counts);
    flight.send(RecordSql.MOVE_MARKS, settled.marks(), marks -> RecordSql.marks(marks, now));
    flight.send(DeadLetterSql.REPAIRED, settled.repairs(), DeadLetterSql::repaired);
    flight.send("commit");
    return flight.landed();
  }
}
