package dev.intentobserve.store.projection;

import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.PipelinedStatements;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Writes entities with the next revisions. */
final class EntityWriter {
  /** Rows of one statement: a trace may have a hundred thousand entities. */
  private static final int CHUNK = 2_000;

  private EntityWriter() {}

  /**
   * To be called in a transaction that holds {@link AdvisoryLocks#ENTITIES}.
   *
   * @return the rows with their revisions; one that changes nothing is not written and keeps the
   *     revision it has in the table
   */
  static Future<List<EntityRow>> save(SqlConnection connection, List<EntityRow> rows) {
    if (rows.isEmpty()) {
      return Future.succeededFuture(rows);
    }
    return connection
        .preparedQuery(EntityStateSql.REVISIONS)
        .execute(Tuple.of((long) rows.size()))
        .map(before -> numbered(rows, Rows.first(before).getLong("before")))
        .compose(numbered -> write(connection, numbered).map(numbered));
  }

  private static List<EntityRow> numbered(List<EntityRow> rows, long before) {
    List<EntityRow> numbered = new ArrayList<>();
    for (EntityRow row : rows) {
      numbered.add(row.withRevision(before + numbered.size() + 1));
    }
    return numbered;
  }

  private static Future<Void> write(SqlConnection connection, List<EntityRow> rows) {
    PipelinedStatements statements = new PipelinedStatements(connection);
    for (int from = 0; from < rows.size(); from += CHUNK) {
      List<EntityRow> chunk = rows.subList(from, Math.min(rows.size(), from + CHUNK));
      statements.send(
          EntityStateSql.SAVE,
          chunk.stream().filter(row -> row.state() != null).toList(),
          EntityStateSql::saveArguments);
      statements.send(
          EntitySql.SAVE,
          chunk.stream().filter(row -> row.state() == null).toList(),
          EntitySql::saveArguments);
    }
    return statements.all();
  }
}
