package dev.intentobserve.store.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Statements that are sent one after another without waiting for the answers: one round trip. */
public final class PipelinedStatements {
  private final SqlConnection connection;
  private final List<Future<RowSet<Row>>> answers = new ArrayList<>();

  public PipelinedStatements(SqlConnection connection) {
    this.connection = connection;
  }

  /** Sends nothing if there are no rows. */
  public <T> void send(String sql, List<T> rows, Function<List<T>, Tuple> columns) {
    if (!rows.isEmpty()) {
      answers.add(connection.preparedQuery(sql).execute(columns.apply(rows)));
    }
  }

  public void send(String sql) {
    answers.add(connection.query(sql).execute());
  }

  /** Completes when all are answered; fails with the error of the first one that failed. */
  public Future<Void> all() {
    return Future.join(answers)
        .<Void>mapEmpty()
        .recover(error -> Future.failedFuture(firstFailure(error)));
  }

  /** The first error tells the reason; later ones only tell that the transaction was aborted. */
  private Throwable firstFailure(Throwable any) {
    return answers.stream().filter(Future::failed).map(Future::cause).findFirst().orElse(any);
  }
}
