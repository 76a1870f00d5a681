package dev.intentobserve.store.projection;

import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.PipelineLagPorts;
import dev.intentobserve.ports.PipelineLagPorts.AllCursors;
import dev.intentobserve.ports.PipelineLagPorts.PipelineLag;
import dev.intentobserve.ports.PipelineLagPorts.Reader;
import dev.intentobserve.ports.TracePorts;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers how far everybody is behind, by looks at the ends of indexes only. */
public final class PipelineLagQueries {
  /** Those that have no cursor before they first moved it, and are behind all the same. */
  private static final String[] EXPECTED_CONSUMERS = {
    TracePorts.CURSOR, MetricsPorts.CURSOR, MetricsPorts.ENTITY_STATES_CURSOR
  };

  /** {@code $2}: the one that follows lives; those called {@code notify.*} follow alerts. */
  private static final String CONSUMERS =
      """
      with reader (name, position) as (
        select name, position from cursor
        union all
        select always.name, 0 from unnest($1::text[]) as always (name)
        where not exists (select from cursor c where c.name = always.name collate "C")
      ), head (record, lives, alerts) as materialized (
        select (select coalesce(max(seq), 0) from event),
          (select coalesce(max(revision), 0) from entity_state),
          (select coalesce(max(number), 0) from alert_change)
      )
      select r.name,
        greatest(0, case when r.name = $2 then lives when starts_with(r.name, 'notify.') then alerts
          else record end - r.position) as behind,
        case when r.name = $2 then null
          when starts_with(r.name, 'notify.') then
            (select at from alert_change where number > r.position order by number limit 1)
          else (select received_time from event where seq > r.position order by seq limit 1)
        end as oldest
      from reader r cross join head
      order by r.name
      """;

  private static final String OLDEST_STALE =
      "select marked_time from stale_root where attempts = 0 order by since limit 1";

  private final DatabasePool db;

  private PipelineLagQueries(DatabasePool db) {
    this.db = db;
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    return PipelineLagPorts.PIPELINE_LAG.answer(vertx, new PipelineLagQueries(db)::standing);
  }

  private Future<PipelineLag> standing(AllCursors question) {
    Tuple arguments =
        Tuple.tuple()
            .addArrayOfString(EXPECTED_CONSUMERS)
            .addString(MetricsPorts.ENTITY_STATES_CURSOR);
    return db.query(CONSUMERS, arguments)
        .compose(
            readers ->
                db.query(OLDEST_STALE, Tuple.tuple())
                    .map(staleCount -> standing(readers, first(staleCount))));
  }

  private static PipelineLag standing(RowSet<Row> rows, @Nullable Row staleCount) {
    List<Reader> readers = new ArrayList<>();
    rows.forEach(
        row ->
            readers.add(
                new Reader(
                    row.getString("name"),
                    row.getLong("behind"),
                    ArrayColumns.instantOrNull(row, "oldest"))));
    return new PipelineLag(
        readers, staleCount == null ? null : ArrayColumns.instantOrNull(staleCount, "marked_time"));
  }

  private static @Nullable Row first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : rows.iterator().next();
  }
}
