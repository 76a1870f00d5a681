package dev.intentobserve.store.alert;

import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Table {@code gauge_point}. */
final class GaugePointSql {
  static final Duration RETENTION = Duration.ofDays(60);

  /**
   * A tick takes away at most this many, so that one after a long pause is no longer than others.
   */
  private static final int MAX_DELETED_PER_TICK = 10_000;

  private static final int MAX_POINTS = 100_000;

  static final String SAVE =
      """
      insert into gauge_point (tenant, project, metric, time, count, value)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::bigint[],
        $6::float8[]) as g (tenant, project, metric, time, count, value)
      order by tenant, project, metric, time
      on conflict (tenant, project, metric, time) do update set
        value = excluded.value, count = excluded.count
      """;

  static final String FORGET =
      """
      delete from gauge_point where ctid = any (array(
        select ctid from gauge_point where time < $1 order by time limit $2))
      """;

  /** The latest ones where there are too many, all the same the oldest first. */
  static final String HISTORY =
      """
      select * from (
        select metric, time, value, count from gauge_point
        where tenant = $1 and project = $2 and metric = $3 and time >= $4
        order by time desc limit $5) latest
      order by time
      """;

  private GaugePointSql() {}

  static Tuple rows(List<Scoped<GaugePoint>> points) {
    return ArrayColumns.of(points)
        .text(row -> row.scope().tenant())
        .text(row -> row.scope().project())
        .text(row -> row.value().metric())
        .time(row -> row.value().time())
        .number(row -> row.value().count())
        .tuple()
        .addArrayOfDouble(points.stream().map(row -> row.value().value()).toArray(Double[]::new));
  }

  static Tuple forget(Instant at) {
    return Tuple.of(ArrayColumns.utc(at.minus(RETENTION)), MAX_DELETED_PER_TICK);
  }

  static Tuple history(String tenant, String project, String metric, Instant since) {
    return Tuple.of(
        tenant, project, ArrayColumns.storable(metric), ArrayColumns.utc(since), MAX_POINTS);
  }

  static GaugePoint point(Row row) {
    return new GaugePoint(
        row.getString("metric"),
        ArrayColumns.instant(row, "time"),
        row.getDouble("value"),
        row.getLong("count"));
  }
}
