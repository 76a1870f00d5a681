package dev.intentobserve.store.metric;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.ports.MetricStorePorts.Edge;
import dev.intentobserve.ports.MetricStorePorts.EdgesOf;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Table {@code sample}: what each entity contributes to each series. */
final class SampleSql {
  private static final String COLUMNS = "metric, labels, subject, value, time, trace_id, span_id";

  static final String OF =
      "select %s from sample where tenant = $1 and project = $2 and subject = any($3::text[])"
          .formatted(COLUMNS);

  static final String SAVE =
      """
      insert into sample (tenant, project, %s)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
        $6::float8[], $7::timestamptz[], $8::text[], $9::text[])
        as g (tenant, project, %s)
      order by tenant, project, metric, labels, subject
      on conflict (tenant, project, metric, labels, subject) do update set
        value = excluded.value, time = excluded.time, trace_id = excluded.trace_id,
        span_id = excluded.span_id
      """
          .formatted(COLUMNS, COLUMNS);

  static final String DROP =
      """
      delete from sample s
      using unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
        as g (tenant, project, metric, labels, subject)
      where s.tenant = g.tenant and s.project = g.project and s.metric = g.metric
        and s.labels = g.labels and s.subject = g.subject
      """;

  /** The first or the latest sample within each range of values, by ordinal of the range. */
  static final String EDGES =
      """
      select given.ordinal, found.*
      from unnest($3::text[], $4::text[], $5::float8[], $6::float8[], $7::boolean[])
        with ordinality as given (metric, labels, above, up_to, latest, ordinal)
      cross join lateral (
        (select %s from sample s
        where not given.latest and s.tenant = $1 and s.project = $2
          and s.metric = given.metric collate "C" and s.labels = given.labels collate "C"
          and s.value > given.above and s.value <= given.up_to
          and s.subject <> all($8::text[])
        order by s.time, s.subject limit 1)
        union all
        (select %s from sample s
        where given.latest and s.tenant = $1 and s.project = $2
          and s.metric = given.metric collate "C" and s.labels = given.labels collate "C"
          and s.value > given.above and s.value <= given.up_to
          and s.subject <> all($8::text[]) and s.trace_id is not null and s.span_id is not null
        order by s.time desc, s.span_id desc, s.value desc limit 1)
      ) as found
      """
          .formatted(prefixed(), prefixed());

  static final String FIND =
      """
      select %s from sample
      where tenant = $1 and project = $2 and metric = $3
        and ($4::text is null or labels = $4)
        and ($5::timestamptz is null or time >= $5)
        and ($6::timestamptz is null or time < $6)
        and ($7::timestamptz is null or (time, labels, subject) < ($7, $8, $9))
      order by time desc, labels desc, subject desc
      limit $10
      """
          .formatted(COLUMNS);

  static final String SUM =
      """
      select count(*) as count, coalesce(sum(value), 0)::float8 as sum from sample
      where tenant = $1 and project = $2 and metric = $3 and time >= $4 and time < $5
        and labels::jsonb @> $6::text::jsonb
      """;

  private SampleSql() {}

  private static String prefixed() {
    return "s." + COLUMNS.replace(", ", ", s.");
  }

  static Tuple saveArguments(List<Scoped<MetricSample>> samples) {
    return named(samples)
        .real(row -> row.value().value())
        .time(row -> row.value().time())
        .text(row -> row.value().traceId())
        .text(row -> row.value().spanId())
        .tuple();
  }

  static Tuple dropArguments(List<Scoped<MetricSample>> samples) {
    return named(samples).tuple();
  }

  static Tuple edgeArguments(EdgesOf question) {
    Tuple columns =
        ArrayColumns.of(question.edges())
            .text(edge -> edge.series().metric())
            .text(edge -> SeriesSql.labels(edge.series()))
            .real(Edge::above)
            .real(Edge::upTo)
            .flag(Edge::latest)
            .tuple();
    Tuple all = Tuple.of(question.scope().tenant(), question.scope().project());
    for (int i = 0; i < columns.size(); i++) {
      all.addValue(columns.getValue(i));
    }
    return all.addArrayOfString(storable(question.without()));
  }

  private static ArrayColumns<Scoped<MetricSample>> named(List<Scoped<MetricSample>> samples) {
    return ArrayColumns.of(samples)
        .scope(Scoped::scope)
        .text(row -> row.value().series().metric())
        .text(row -> SeriesSql.labels(row.value().series()))
        .text(row -> row.value().subject());
  }

  static String[] storable(Iterable<String> texts) {
    List<String> storable = new ArrayList<>();
    texts.forEach(text -> storable.add(ArrayColumns.storable(text)));
    return storable.toArray(String[]::new);
  }

  static List<Scoped<MetricSample>> scoped(Scope scope, Iterable<Row> rows) {
    return all(rows).stream().map(sample -> new Scoped<>(scope, sample)).toList();
  }

  static List<MetricSample> all(Iterable<Row> rows) {
    return Rows.map(rows, SampleSql::sample);
  }

  static List<Optional<MetricSample>> byOrdinal(int size, Iterable<Row> rows) {
    List<Optional<MetricSample>> samples =
        new ArrayList<>(Collections.nCopies(size, Optional.empty()));
    rows.forEach(row -> samples.set(row.getInteger("ordinal") - 1, Optional.of(sample(row))));
    return samples;
  }

  private static MetricSample sample(Row row) {
    return new MetricSample(
        SeriesSql.series(row),
        row.getString("subject"),
        row.getDouble("value"),
        Rows.instant(row, "time"),
        row.getString("trace_id"),
        row.getString("span_id"));
  }
}
