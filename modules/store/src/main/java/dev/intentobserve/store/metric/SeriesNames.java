package dev.intentobserve.store.metric;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Table {@code series_name}, in memory as far as it was used. Names are never deleted. */
final class SeriesNames {
  private static final String ADD =
      """
      insert into series_name (tenant, project, metric, labels)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
      on conflict do nothing
      """;

  private static final String BY_NAME =
      """
      select s.*
      from unnest($1::text[], $2::text[], $3::text[], $4::text[])
        as g (tenant, project, metric, labels)
      cross join lateral (
        select * from series_name
        where tenant = g.tenant collate "C" and project = g.project collate "C"
          and metric = g.metric collate "C" and labels = g.labels collate "C"
        offset 0) as s
      """;

  private static final String BY_ID = "select * from series_name where id = any($1::int[])";

  private final DatabasePool db;
  private final Map<Scoped<MetricSeries>, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, MetricSeries> names = new ConcurrentHashMap<>();

  SeriesNames(DatabasePool db) {
    this.db = db;
  }

  /** The number of a series that {@link #load} or {@link #add} was asked for; 0 for none. */
  int id(Scoped<MetricSeries> series) {
    return ids.getOrDefault(series, 0);
  }

  /** The name of a number that {@link #loadIds} was asked for. */
  MetricSeries name(int id) {
    return requireNonNull(names.get(id), "series");
  }

  /** Gives a number to each series, in a transaction of its own. */
  Future<Void> add(Stream<Scoped<MetricSeries>> series) {
    List<Scoped<MetricSeries>> missing = missing(series);
    return missing.isEmpty()
        ? Future.succeededFuture()
        : db.query(ADD, arguments(missing)).compose(added -> load(missing.stream()));
  }

  /** Looks up the series that have a number. */
  Future<Void> load(Stream<Scoped<MetricSeries>> series) {
    List<Scoped<MetricSeries>> missing = missing(series);
    return missing.isEmpty()
        ? Future.succeededFuture()
        : db.query(BY_NAME, arguments(missing)).map(this::remember);
  }

  Future<Void> loadIds(Iterable<Row> samples) {
    Set<Integer> missing = new HashSet<>();
    for (Row sample : samples) {
      missing.add(sample.getInteger("series"));
    }
    missing.removeAll(names.keySet());
    return missing.isEmpty()
        ? Future.succeededFuture()
        : db.query(BY_ID, Tuple.tuple().addArrayOfInteger(missing.toArray(Integer[]::new)))
            .map(this::remember);
  }

  private List<Scoped<MetricSeries>> missing(Stream<Scoped<MetricSeries>> series) {
    return series.filter(one -> !ids.containsKey(one)).distinct().toList();
  }

  private static Tuple arguments(List<Scoped<MetricSeries>> series) {
    return ArrayColumns.of(series)
        .scope(Scoped::scope)
        .text(row -> row.value().metric())
        .text(row -> SeriesSql.labels(row.value()))
        .tuple();
  }

  private Void remember(RowSet<Row> rows) {
    for (Row row : rows) {
      MetricSeries series = SeriesSql.series(row);
      ids.put(new Scoped<>(Rows.scope(row), series), row.getInteger("id"));
      names.put(row.getInteger("id"), series);
    }
    return null;
  }
}
