package dev.intentobserve.store.metric;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.MetricSeries;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.EdgesOf;
import dev.intentobserve.ports.MetricStorePorts.SampleQuery;
import dev.intentobserve.ports.MetricStorePorts.SamplesOf;
import dev.intentobserve.ports.MetricStorePorts.Sum;
import dev.intentobserve.ports.MetricStorePorts.SumOf;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.PipelinedStatements;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads and writes the samples of series. */
final class SampleRepository {
  private final Vertx vertx;
  private final DatabasePool db;
  private final SeriesNames names;

  SampleRepository(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
    this.names = new SeriesNames(db);
  }

  List<Future<Void>> answerPorts() {
    return List.of(
        MetricStorePorts.SAMPLES.answer(vertx, this::samples),
        MetricStorePorts.EDGES.answer(vertx, this::edges),
        MetricStorePorts.FIND_SAMPLES.answer(vertx, this::find),
        MetricStorePorts.SUM.answer(vertx, this::sum));
  }

  /** To be called before the transaction that calls {@link #send}. */
  Future<Void> prepare(CommitMetrics step) {
    return names.add(
        Stream.concat(step.samples().stream(), step.gone().stream()).map(SampleSql::series));
  }

  void send(PipelinedStatements statements, CommitMetrics step) {
    statements.send(
        SampleSql.DROP, step.gone(), samples -> SampleSql.dropArguments(samples, names::id));
    statements.send(
        SampleSql.SAVE, step.samples(), samples -> SampleSql.saveArguments(samples, names::id));
  }

  private Future<List<Scoped<MetricSample>>> samples(SamplesOf question) {
    Scope scope = question.scope();
    Tuple arguments =
        Tuple.of(scope.tenant(), scope.project())
            .addArrayOfString(ArrayColumns.storable(question.subjects()));
    return read(SampleSql.OF, arguments, row -> new Scoped<>(scope, sample(row)));
  }

  private Future<List<Optional<MetricSample>>> edges(EdgesOf question) {
    Stream<Scoped<MetricSeries>> series =
        question.edges().stream().map(edge -> new Scoped<>(question.scope(), edge.series()));
    List<Optional<MetricSample>> found =
        new ArrayList<>(Collections.nCopies(question.edges().size(), Optional.empty()));
    return names
        .load(series)
        .compose(
            loaded ->
                read(
                    SampleSql.EDGES,
                    SampleSql.edgeArguments(question, names::id),
                    row -> found.set(row.getInteger("ordinal") - 1, Optional.of(sample(row)))))
        .map(found);
  }

  private Future<Listing<MetricSample>> find(SampleQuery query) {
    int limit = PageLimit.of(query.limit());
    KeysetCursor start = KeysetCursor.decodeOrNull(query.cursor(), 3);
    Tuple filters =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(ArrayColumns.storable(query.metric()))
            .addString(query.series() == null ? null : SeriesSql.labels(query.series()))
            .addOffsetDateTime(ArrayColumns.utc(query.since()))
            .addOffsetDateTime(ArrayColumns.utc(query.until()))
            .addOffsetDateTime(ArrayColumns.utc(start == null ? null : start.time(0)))
            .addString(start == null ? null : start.text(1))
            .addString(start == null ? null : start.text(2))
            .addInteger(limit);
    return read(SampleSql.FIND, filters, this::sample)
        .map(samples -> KeysetCursor.page(samples, limit, SampleRepository::sortKey));
  }

  private static String sortKey(MetricSample last) {
    return KeysetCursor.encode(last.time(), SeriesSql.labels(last.series()), last.subject());
  }

  private Future<Sum> sum(SumOf question) {
    Tuple filters =
        Tuple.of(question.scope().tenant(), question.scope().project())
            .addString(ArrayColumns.storable(question.metric()))
            .addOffsetDateTime(ArrayColumns.utc(question.from()))
            .addOffsetDateTime(ArrayColumns.utc(question.to()))
            .addString(SeriesSql.labels(question.labels()));
    return db.query(SampleSql.SUM, filters)
        .map(Rows::first)
        .map(row -> new Sum(row.getLong("count"), row.getDouble("sum")));
  }

  private MetricSample sample(Row row) {
    return SampleSql.sample(row, names.name(row.getInteger("series")));
  }

  /** Maps rows off the event loop, because there may be thousands. */
  private <T> Future<List<T>> read(String sql, Tuple arguments, Function<Row, T> reader) {
    return db.query(sql, arguments)
        .compose(
            rows ->
                names
                    .loadIds(rows)
                    .compose(loaded -> vertx.executeBlocking(() -> Rows.map(rows, reader), false)));
  }
}
