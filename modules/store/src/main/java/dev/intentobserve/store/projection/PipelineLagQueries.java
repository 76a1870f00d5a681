package dev.intentobserve.store.projection;

import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.PipelineLagPorts;
import dev.intentobserve.ports.PipelineLagPorts.PipelineLag;
import dev.intentobserve.ports.PipelineLagPorts.Reader;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** Reads how far each reader is behind. Cheap: reads only the ends of indexes. */
public final class PipelineLagQueries {
  /** Readers that are behind even if they have no cursor yet, because they have not moved it. */
  private static final String[] EXPECTED_READERS = {
    TracePorts.CURSOR, MetricsPorts.CURSOR, MetricsPorts.ENTITY_STATES_CURSOR
  };

  /** {@code $2} follows entity states; cursors that begin with {@code $3} follow alerts. */
  private static final String READERS =
      """
      with reader (name, position) as (
        select name, position from cursor
        union all
        select expected.name, 0 from unnest($1::text[]) as expected (name)
        where not exists (select from cursor c where c.name = expected.name collate "C")
      ), head (record, entity_states, alerts) as materialized (
        select (select coalesce(max(seq), 0) from event),
          (select coalesce(max(revision), 0) from entity where state is not null),
          (select coalesce(max(number), 0) from alert_change)
      )
      select r.name,
        greatest(0, case when r.name = $2 then entity_states
          when starts_with(r.name, $3) then alerts
          else record end - r.position) as behind,
        case when r.name = $2 then null
          when starts_with(r.name, $3) then
            (select at from alert_change where number > r.position order by number limit 1)
          else (select received_time from event where seq > r.position order by seq limit 1)
        end as oldest
      from reader r cross join head
      order by r.name
      """;

  private static final String OLDEST_STALE =
      "select marked_time from stale_root where attempts = 0 order by first_version limit 1";

  private final DatabasePool db;

  private PipelineLagQueries(DatabasePool db) {
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    return PipelineLagPorts.PIPELINE_LAG.answer(vertx, new PipelineLagQueries(db)::lag);
  }

  private Future<PipelineLag> lag(Nothing question) {
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfString(EXPECTED_READERS)
            .addString(MetricsPorts.ENTITY_STATES_CURSOR)
            .addString(AlertStorePorts.NOTIFICATION_CURSOR_PREFIX);
    return db.query(READERS, arguments)
        .compose(
            readers -> db.query(OLDEST_STALE, Tuple.tuple()).map(oldest -> lag(readers, oldest)));
  }

  private static PipelineLag lag(RowSet<Row> readers, RowSet<Row> oldest) {
    return new PipelineLag(
        Rows.map(readers, PipelineLagQueries::reader),
        oldest.size() == 0 ? null : Rows.instantOrNull(Rows.first(oldest), "marked_time"));
  }

  private static Reader reader(Row row) {
    return new Reader(
        row.getString("name"), row.getLong("behind"), Rows.instantOrNull(row, "oldest"));
  }
}
