package dev.intentobserve.store.projection;

import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CommitExport;
import dev.intentobserve.ports.StorePorts.ExportRefusal;
import dev.intentobserve.ports.StorePorts.ExportStatus;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.CursorSql;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.PipelinedStatements;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Table {@code export_refusal} and the cursors of destinations: what was exported and what not. */
public final class ExportRepository {
  /** Keeps the first reason if a destination refuses parts of one event more than once. */
  private static final String SAVE_REFUSALS =
      """
      insert into export_refusal (destination, seq, reason)
      select * from unnest($1::text[], $2::bigint[], $3::text[])
      on conflict (destination, seq) do nothing
      """;

  private static final String STATUS =
      """
      select c.name, r.reason,
        case
          when r.seq is not null then 'refused'
          when c.position >= $1 then 'shipped'
          else 'pending'
        end as status
      from cursor c
      left join export_refusal r on r.destination = c.name and r.seq = $1
      where starts_with(c.name, $2)
      order by c.name
      """;

  private final DatabasePool db;

  private ExportRepository(DatabasePool db) {
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    ExportRepository exports = new ExportRepository(db);
    return Future.all(
        StorePorts.COMMIT_EXPORT.answer(vertx, exports::commit),
        StorePorts.EXPORT_STATUS.answer(vertx, exports::status));
  }

  private Future<Boolean> commit(CommitExport step) {
    return db.transaction(
        connection ->
            CursorSql.move(connection, step.cursor(), step.from(), step.to())
                .compose(
                    moved -> {
                      PipelinedStatements statements = new PipelinedStatements(connection);
                      statements.send(
                          SAVE_REFUSALS,
                          step.refusals(),
                          refusals -> rows(step.cursor(), refusals));
                      return statements.all();
                    })
                .map(true));
  }

  private Future<List<ExportStatus>> status(Long seq) {
    return db.query(STATUS, Tuple.of(seq, StorePorts.EXPORT_CURSOR_PREFIX))
        .map(rows -> Rows.map(rows, ExportRepository::status));
  }

  private static ExportStatus status(Row row) {
    return new ExportStatus(
        row.getString("name"), row.getString("status"), row.getString("reason"));
  }

  private static Tuple rows(String cursor, List<ExportRefusal> refusals) {
    return ArrayColumns.of(refusals)
        .text(refusal -> cursor)
        .number(ExportRefusal::seq)
        .text(ExportRefusal::reason)
        .tuple();
  }
}
