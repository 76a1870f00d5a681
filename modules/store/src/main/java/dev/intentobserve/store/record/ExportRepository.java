package dev.intentobserve.store.record;

import dev.intentobserve.ports.StorePorts.CommitExport;
import dev.intentobserve.ports.StorePorts.ExportRefusal;
import dev.intentobserve.ports.StorePorts.ExportStatus;
import dev.intentobserve.ports.StorePorts.ExportStatusOf;
import dev.intentobserve.store.projection.ProjectionRepository;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.PipelinedStatements;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Table {@code export_refusal} and the cursors of destinations: what went out and what did not. */
public final class ExportRepository {
  /** What was refused for one event more than once is told once, with the first reason. */
  private static final String REFUSED =
      """
      insert into export_refusal (destination, seq, reason)
      select * from unnest($1::text[], $2::bigint[], $3::text[])
      on conflict (destination, seq) do nothing
      """;

  private static final String EXPORT_STATUS =
      """
      select c.name, r.reason,
        case
          when r.seq is not null then 'refused'
          when c.position >= $1 then 'shipped'
          else 'pending'
        end as status
      from cursor c
      left join export_refusal r on r.destination = c.name and r.seq = $1
      where starts_with(c.name, 'export.')
      order by c.name
      """;

  private final DatabasePool db;

  public ExportRepository(DatabasePool db) {
    this.db = db;
  }

  public Future<Boolean> commit(CommitExport step) {
    return db.transaction(
        connection ->
            ProjectionRepository.move(connection, step.cursor(), step.from(), step.to())
                .compose(
                    moved -> {
                      PipelinedStatements flight = new PipelinedStatements(connection);
                      flight.send(
                          REFUSED, step.refusals(), refusals -> rows(step.cursor(), refusals));
                      return flight.all();
                    })
                .map(true));
  }

  public Future<List<ExportStatus>> shipping(ExportStatusOf question) {
    return db.query(EXPORT_STATUS, Tuple.of(question.seq()))
        .map(
            rows -> {
              List<ExportStatus> shipping = new ArrayList<>();
              for (Row row : rows) {
                shipping.add(
                    new ExportStatus(
                        row.getString("name"), row.getString("status"), row.getString("reason")));
              }
              return shipping;
            });
  }

  private static Tuple rows(String cursor, List<ExportRefusal> refusals) {
    return ArrayColumns.of(refusals)
        .text(refusal -> cursor)
        .number(ExportRefusal::seq)
        .text(ExportRefusal::reason)
        .tuple();
  }
}
