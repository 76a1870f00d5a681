package dev.intentobserve.store.alert;

import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Table {@code gauge_point}: values of gauges at each evaluation. */
final class GaugePointSql {
  static final Duration RETENTION = Duration.ofDays(60);

  /** Limits the time of one evaluation after a long pause; the rest is deleted by the next ones. */
  private static final int MAX_DELETED = 10_000;

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

  static final String DELETE_OLD =
      """
      delete from gauge_point where ctid = any (array(
        select ctid from gauge_point where time < $1 order by time limit $2))
      """;

  /** Oldest first; if there are more than the limit, the latest ones. */
  static final String HISTORY =
      """
      select * from (
        select metric, time, value, count from gauge_point
        where tenant = $1 and project = $2 and metric = $3 and time >= $4
        order by time desc limit $5) latest
      order by time
      """;

  private GaugePointSql() {}

  static Tuple saveArguments(List<Scoped<GaugePoint>> points) {
    return ArrayColumns.of(points)
        .scope(row -> row.scope())
        .text(row -> row.value().metric())
        .time(row -> row.value().time())
        .number(row -> row.value().count())
        .tuple()
        .addArrayOfDouble(points.stream().map(row -> row.value().value()).toArray(Double[]::new));
  }

  static Tuple deleteOldArguments(Instant at) {
    return Tuple.of(ArrayColumns.utc(at.minus(RETENTION)), MAX_DELETED);
  }

  static Tuple historyArguments(String tenant, String project, String metric, Instant since) {
    return Tuple.of(
        tenant, project, ArrayColumns.storable(metric), ArrayColumns.utc(since), MAX_POINTS);
  }

  static GaugePoint point(Row row) {
    return new GaugePoint(
        row.getString("metric"),
        Rows.instant(row, "time"),
        row.getDouble("value"),
        row.getLong("count"));
  }
}
