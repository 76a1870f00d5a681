package dev.intentobserve.store.metric;

import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.metric.SeriesTotal.Exemplar;
import dev.intentobserve.parser.JsonText;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Table {@code series}. Buckets are passed as text, because {@code unnest} flattens nested arrays.
 */
final class SeriesSql {
  static final String ALL =
      """
      select tenant, project, metric, labels, count, sum, buckets, first_time, first_rank,
        first_event, exemplars::text as exemplars
      from series
      order by tenant, project, metric, labels
      """;

  static final String SAVE =
      """
      insert into series (tenant, project, metric, labels, count, sum, buckets, first_time,
        first_rank, first_event, exemplars)
      select tenant, project, metric, labels, count, sum, buckets::bigint[], first_time,
        first_rank, first_event, exemplars::json
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::float8[],
        $7::text[], $8::timestamptz[], $9::bigint[], $10::text[], $11::text[])
        as g (tenant, project, metric, labels, count, sum, buckets, first_time, first_rank,
        first_event, exemplars)
      order by tenant, project, metric, labels
      on conflict (tenant, project, metric, labels) do update set
        count = excluded.count, sum = excluded.sum, buckets = excluded.buckets,
        first_time = excluded.first_time, first_rank = excluded.first_rank,
        first_event = excluded.first_event, exemplars = excluded.exemplars
      """;

  static final String DROP =
      """
      delete from series s
      using unnest($1::text[], $2::text[], $3::text[], $4::text[])
        as g (tenant, project, metric, labels)
      where s.tenant = g.tenant and s.project = g.project and s.metric = g.metric
        and s.labels = g.labels
      """;

  private SeriesSql() {}

  static Tuple saveArguments(List<Scoped<SeriesTotal>> totals) {
    return named(totals)
        .number(row -> row.value().count())
        .real(row -> row.value().sum())
        .text(row -> buckets(row.value().buckets()))
        .time(row -> row.value().first().time())
        .number(row -> row.value().first().rank())
        .text(row -> row.value().first().eventId())
        .text(row -> exemplars(row.value().exemplars()).encode())
        .tuple();
  }

  static Tuple dropArguments(List<Scoped<SeriesTotal>> totals) {
    return named(totals).tuple();
  }

  private static ArrayColumns<Scoped<SeriesTotal>> named(List<Scoped<SeriesTotal>> totals) {
    return ArrayColumns.of(totals)
        .scope(Scoped::scope)
        .text(row -> row.value().series().metric())
        .text(row -> labels(row.value().series()));
  }

  static List<Scoped<SeriesTotal>> totals(Iterable<Row> rows) {
    return Rows.map(rows, row -> new Scoped<>(Rows.scope(row), total(row)));
  }

  private static SeriesTotal total(Row row) {
    return new SeriesTotal(
        series(row),
        row.getLong("count"),
        row.getDouble("sum"),
        List.of(row.getArrayOfLongs("buckets")),
        new Stamp(
            Rows.instant(row, "first_time"),
            row.getInteger("first_rank"),
            row.getString("first_event")),
        exemplars(row));
  }

  /** The labels of a series as a text that is equal for equal labels. */
  static String labels(MetricSeries series) {
    return labels(series.labels());
  }

  static String labels(SortedMap<String, String> labels) {
    Json.Builder json = Json.object();
    labels.forEach(json::put);
    return json.build().encode();
  }

  static MetricSeries series(Row row) {
    SortedMap<String, String> labels = new TreeMap<>();
    JsonText.parseObject(row.getString("labels"))
        .values()
        .forEach((name, value) -> labels.put(name, value.asText().orElse("")));
    return new MetricSeries(row.getString("metric"), labels);
  }

  private static String buckets(List<Long> buckets) {
    return buckets.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  private static Json.Fields exemplars(Map<Integer, Exemplar> exemplars) {
    Json.Builder json = Json.object();
    new TreeMap<>(exemplars)
        .forEach(
            (bucket, exemplar) ->
                json.put(
                    bucket.toString(),
                    Json.object()
                        .put("value", new Json.Num(Double.toString(exemplar.value())))
                        .put("time", exemplar.time())
                        .put("trace_id", exemplar.traceId())
                        .put("span_id", exemplar.spanId())
                        .build()));
    return json.build();
  }

  private static Map<Integer, Exemplar> exemplars(Row row) {
    Map<Integer, Exemplar> exemplars = new HashMap<>();
    Json.Fields json = JsonText.parseObject(row.getString("exemplars"));
    for (String bucket : json.values().keySet()) {
      Json.Fields exemplar = json.fields(bucket);
      exemplars.put(
          Integer.valueOf(bucket),
          new Exemplar(
              Double.parseDouble(exemplar.text("value").orElseThrow()),
              Instant.parse(exemplar.text("time").orElseThrow()),
              exemplar.text("trace_id").orElseThrow(),
              exemplar.text("span_id").orElseThrow()));
    }
    return exemplars;
  }
}
