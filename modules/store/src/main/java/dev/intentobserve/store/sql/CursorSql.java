package dev.intentobserve.store.sql;

import dev.intentobserve.ports.Fault;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** Table {@code cursor}: how far each reader has come. */
public final class CursorSql {
  public static final String POSITION = "select position from cursor where name = $1";

  /** Changes no row if the cursor is not at {@code $2}; a cursor without a row is at 0. */
  private static final String MOVE =
      """
      insert into cursor as c (name, position)
      select $1, $3
      where $2 = 0 or exists (select from cursor where name = $1)
      on conflict (name) do update set position = excluded.position where c.position = $2
      """;

  private CursorSql() {}

  /**
   * Moves a cursor in the transaction that stores the reader's result. Fails as BUSY {@code
   * cursor_moved} if the cursor is not at {@code from}: another process has done this step.
   */
  public static Future<Void> move(SqlConnection connection, String cursor, long from, long to) {
    return connection
        .preparedQuery(MOVE)
        .execute(Tuple.of(cursor, from, to))
        .compose(
            rows ->
                rows.rowCount() == 1
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        Fault.busy(
                            "cursor_moved",
                            "Cursor " + cursor + " is no longer at " + from + ".")));
  }
}
