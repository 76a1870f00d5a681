package dev.intentobserve.store.metric;

import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.ports.MetricStorePorts.Edge;
import dev.intentobserve.ports.MetricStorePorts.EdgesOf;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.ToIntFunction;

/** Table {@code sample}: what each entity contributes to each series. */
final class SampleSql {
  private static final String COLUMNS = "series, subject, value, time, trace_id, span_id";

  /**
   * Here and below each row is looked up on its own ({@code offset 0}): without statistics the
   * planner expects so many rows that it would read the whole table.
   */
  static final String OF =
      """
      select s.*
      from unnest($3::text[]) as given (subject)
      cross join lateral (
        select %s from sample
        where tenant = $1 and project = $2 and subject = given.subject collate "C"
        offset 0) as s
      """
          .formatted(COLUMNS);

  static final String SAVE =
      """
      insert into sample (tenant, project, subject, series, value, time, trace_id, span_id)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::float8[],
        $6::timestamptz[], $7::text[], $8::text[])
        as g (tenant, project, subject, series, value, time, trace_id, span_id)
      order by tenant, project, subject, series
      on conflict (tenant, project, subject, series) do update set
        value = excluded.value, time = excluded.time, trace_id = excluded.trace_id,
        span_id = excluded.span_id
      """;

  static final String DROP =
      """
      delete from sample where ctid = any (array(
        select s.ctid
        from unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
          as g (tenant, project, subject, series)
        cross join lateral (
          select ctid from sample
          where tenant = g.tenant collate "C" and project = g.project collate "C"
            and subject = g.subject collate "C" and series = g.series
          offset 0) as s))
      """;

  /** The first or the latest sample within each range of values, by ordinal of the range. */
  static final String EDGES =
      """
      select given.ordinal, found.*
      from unnest($1::bigint[], $2::float8[], $3::float8[], $4::boolean[])
        with ordinality as given (series, above, up_to, latest, ordinal)
      cross join lateral (
        (select * from sample s
        where not given.latest and s.series = given.series
          and s.value > given.above and s.value <= given.up_to
          and s.subject <> all($5::text[])
        order by s.time, s.subject limit 1)
        union all
        (select * from sample s
        where given.latest and s.series = given.series
          and s.value > given.above and s.value <= given.up_to
          and s.subject <> all($5::text[]) and s.trace_id is not null and s.span_id is not null
        order by s.time desc, s.span_id desc, s.value desc limit 1)
      ) as found
      """;

  static final String FIND =
      """
      select found.*
      from series_name n
      cross join lateral (
        select %s from sample
        where series = n.id
          and ($5::timestamptz is null or time >= $5)
          and ($6::timestamptz is null or time < $6)
          and ($7::timestamptz is null
            or (time <= $7 and (time, n.labels, subject) < ($7, $8, $9)))
        order by time desc, subject desc
        limit $10) as found
      where n.tenant = $1 and n.project = $2 and n.metric = $3
        and ($4::text is null or n.labels = $4)
      order by found.time desc, n.labels desc, found.subject desc
      limit $10
      """
          .formatted(COLUMNS);

  static final String SUM =
      """
      select count(*) as count, coalesce(sum(s.value), 0)::float8 as sum
      from series_name n
      join sample s on s.series = n.id and s.time >= $4 and s.time < $5
      where n.tenant = $1 and n.project = $2 and n.metric = $3
        and n.labels::jsonb @> $6::text::jsonb
      """;

  private SampleSql() {}

  static Tuple saveArguments(
      List<Scoped<MetricSample>> samples, ToIntFunction<Scoped<MetricSeries>> id) {
    return named(samples, id)
        .real(row -> row.value().value())
        .time(row -> row.value().time())
        .text(row -> row.value().traceId())
        .text(row -> row.value().spanId())
        .tuple();
  }

  static Tuple dropArguments(
      List<Scoped<MetricSample>> samples, ToIntFunction<Scoped<MetricSeries>> id) {
    return named(samples, id).tuple();
  }

  static Tuple edgeArguments(EdgesOf question, ToIntFunction<Scoped<MetricSeries>> id) {
    return ArrayColumns.of(question.edges())
        .number(edge -> id.applyAsInt(new Scoped<>(question.scope(), edge.series())))
        .real(Edge::above)
        .real(Edge::upTo)
        .flag(Edge::latest)
        .tuple()
        .addArrayOfString(ArrayColumns.storable(question.without()));
  }

  private static ArrayColumns<Scoped<MetricSample>> named(
      List<Scoped<MetricSample>> samples, ToIntFunction<Scoped<MetricSeries>> id) {
    return ArrayColumns.of(samples)
        .scope(Scoped::scope)
        .text(row -> row.value().subject())
        .number(row -> id.applyAsInt(series(row)));
  }

  static Scoped<MetricSeries> series(Scoped<MetricSample> sample) {
    return new Scoped<>(sample.scope(), sample.value().series());
  }

  static MetricSample sample(Row row, MetricSeries series) {
    return new MetricSample(
        series,
        row.getString("subject"),
        row.getDouble("value"),
        Rows.instant(row, "time"),
        row.getString("trace_id"),
        row.getString("span_id"));
  }
}
