package dev.intentobserve.store.metric;

import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.MetricStorePorts.EmitterActivity;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;

/** Table {@code activity}: when each emitter sent events. */
final class ActivitySql {
  /** Of two events with the same time, the one with the greater id counts as later. */
  static final String ADD =
      """
      insert into activity as a (tenant, project, kind, name, minute, count, last, last_event)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[],
        $6::bigint[], $7::timestamptz[], $8::text[])
        as g (tenant, project, kind, name, minute, count, last, last_event)
      order by tenant, project, kind, name, minute
      on conflict (tenant, project, kind, name, minute) do update set
        count = a.count + excluded.count,
        last = greatest(a.last, excluded.last),
        last_event = case
          when (excluded.last, excluded.last_event) > (a.last, a.last_event)
          then excluded.last_event else a.last_event end
      """;

  /** Jumps from emitter to emitter in the index and reads only the newest minutes of each. */
  static final String LIST =
      """
      with recursive emitter (kind, name) as (
        (select kind, name from activity
        where tenant = $1 and project = $2
        order by kind, name limit 1)
        union all
        select next.kind, next.name
        from emitter e
        cross join lateral (
          select kind, name from activity
          where tenant = $1 and project = $2 and (kind, name) > (e.kind, e.name)
          order by kind, name limit 1) as next
      )
      select e.kind, e.name, latest.minutes, latest.last, latest.last_event
      from emitter e
      cross join lateral (
        select array_agg(minute order by minute) as minutes,
          (array_agg(last order by minute desc))[1] as last,
          (array_agg(last_event order by minute desc))[1] as last_event
        from (
          select minute, last, last_event from activity a
          where a.tenant = $1 and a.project = $2 and a.kind = e.kind and a.name = e.name
          order by minute desc limit $4) as newest
      ) as latest
      where latest.minutes[array_upper(latest.minutes, 1)] >= $3
      order by e.kind, e.name
      """;

  private ActivitySql() {}

  static Tuple addArguments(List<Scoped<EmitterActivity>> activity) {
    return ArrayColumns.of(activity)
        .scope(Scoped::scope)
        .text(row -> row.value().kind())
        .text(row -> row.value().name())
        .time(row -> row.value().minute())
        .number(row -> row.value().count())
        .time(row -> row.value().last())
        .text(row -> row.value().lastEvent())
        .tuple();
  }

  static List<Emitter> emitters(Iterable<Row> rows) {
    return Rows.map(
        rows,
        row ->
            new Emitter(
                row.getString("kind"),
                row.getString("name"),
                minutes(row),
                Rows.instant(row, "last"),
                row.getString("last_event")));
  }

  private static List<Instant> minutes(Row row) {
    return Arrays.stream(row.getArrayOfOffsetDateTimes("minutes"))
        .map(OffsetDateTime::toInstant)
        .toList();
  }
}
