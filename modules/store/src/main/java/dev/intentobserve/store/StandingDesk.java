package dev.intentobserve.store;

import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.StandingContract;
import dev.intentobserve.contract.StandingContract.Everybody;
import dev.intentobserve.contract.StandingContract.Reader;
import dev.intentobserve.contract.StandingContract.Standing;
import dev.intentobserve.contract.TraceContract;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers how far everybody is behind, by looks at the ends of indexes only. */
final class StandingDesk {
  /** Those that have no cursor before they first moved it, and are behind all the same. */
  private static final String[] ALWAYS = {
    TraceContract.CURSOR, MetricsContract.CURSOR, MetricsContract.LIVES_CURSOR
  };

  /** {@code $2}: the one that follows lives; those called {@code notify.*} follow alerts. */
  private static final String READERS =
      """
      with reader (name, position) as (
        select name, position from cursor
        union all
        select always.name, 0 from unnest($1::text[]) as always (name)
        where not exists (select from cursor c where c.name = always.name collate "C")
      ), head (record, lives, alerts) as materialized (
        select (select coalesce(max(seq), 0) from event),
          (select coalesce(max(revision), 0) from life),
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

  private static final String OLDEST_DIRT =
      "select soiled_time from dirty where attempts = 0 order by since limit 1";

  private final Db db;

  private StandingDesk(Db db) {
    this.db = db;
  }

  static Future<?> open(Vertx vertx, Db db) {
    return StandingContract.STANDING.answer(vertx, new StandingDesk(db)::standing);
  }

  private Future<Standing> standing(Everybody question) {
    Tuple arguments =
        Tuple.tuple().addArrayOfString(ALWAYS).addString(MetricsContract.LIVES_CURSOR);
    return db.query(READERS, arguments)
        .compose(
            readers ->
                db.query(OLDEST_DIRT, Tuple.tuple()).map(dirt -> standing(readers, first(dirt))));
  }

  private static Standing standing(RowSet<Row> rows, @Nullable Row dirt) {
    List<Reader> readers = new ArrayList<>();
    rows.forEach(
        row ->
            readers.add(
                new Reader(
                    row.getString("name"),
                    row.getLong("behind"),
                    Columns.instantOrNull(row, "oldest"))));
    return new Standing(readers, dirt == null ? null : Columns.instantOrNull(dirt, "soiled_time"));
  }

  private static @Nullable Row first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : rows.iterator().next();
  }
}
