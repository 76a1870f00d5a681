package dev.intentobserve.store.metric;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.MetricSample;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.ActivityOf;
import dev.intentobserve.ports.MetricStorePorts.AllGoodBadCounts;
import dev.intentobserve.ports.MetricStorePorts.AllSeries;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.CursorMove;
import dev.intentobserve.ports.MetricStorePorts.DueSliEvents;
import dev.intentobserve.ports.MetricStorePorts.EdgesOf;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.MetricStorePorts.GoodBadCountsOf;
import dev.intentobserve.ports.MetricStorePorts.IndicatorCount;
import dev.intentobserve.ports.MetricStorePorts.SampleQuery;
import dev.intentobserve.ports.MetricStorePorts.SamplesOf;
import dev.intentobserve.ports.MetricStorePorts.SliEventQuery;
import dev.intentobserve.ports.MetricStorePorts.SliEventsOf;
import dev.intentobserve.ports.MetricStorePorts.Sum;
import dev.intentobserve.ports.MetricStorePorts.SumOf;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.projection.ListQueries;
import dev.intentobserve.store.projection.ProjectionRepository;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.PipelinedStatements;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers what is asked about figures, and commits them together with their cursors. */
public final class MetricRepository {
  private final Vertx vertx;
  private final DatabasePool db;

  public MetricRepository(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
  }

  public List<Future<Void>> open() {
    return List.of(
        MetricStorePorts.SERIES.answer(vertx, this::series),
        MetricStorePorts.SAMPLES.answer(vertx, this::samples),
        MetricStorePorts.EDGES.answer(vertx, this::edges),
        MetricStorePorts.SLI_EVENTS.answer(vertx, this::cases),
        MetricStorePorts.DUE_SLI_EVENTS.answer(vertx, this::due),
        MetricStorePorts.COMMIT_METRICS.answer(vertx, this::commit),
        MetricStorePorts.GOOD_BAD_COUNTS.answer(vertx, this::goodBadCounts),
        MetricStorePorts.ALL_GOOD_BAD_COUNTS.answer(vertx, this::allGoodBadCounts),
        MetricStorePorts.FIND_SAMPLES.answer(vertx, this::find),
        MetricStorePorts.FIND_SLI_EVENTS.answer(vertx, this::find),
        MetricStorePorts.SUM.answer(vertx, this::sum),
        MetricStorePorts.ACTIVITY.answer(vertx, this::activity));
  }

  private Future<List<Scoped<SeriesTotal>>> series(AllSeries question) {
    return read(SeriesSql.ALL, Tuple.tuple(), SeriesSql::totals);
  }

  private Future<List<Scoped<MetricSample>>> samples(SamplesOf question) {
    return read(
        SampleSql.OF,
        in(question.scope()).addArrayOfString(SampleSql.storable(question.subjects())),
        rows -> SampleSql.scoped(question.scope(), rows));
  }

  private Future<List<Optional<MetricSample>>> edges(EdgesOf question) {
    return read(
        SampleSql.EDGES,
        SampleSql.edges(question),
        rows -> SampleSql.placed(question.edges().size(), rows));
  }

  private Future<List<Scoped<SliEvent>>> cases(SliEventsOf question) {
    return read(
        SliEventSql.OF,
        in(question.scope())
            .addArrayOfString(SampleSql.storable(question.subjects()))
            .addArrayOfString(SampleSql.storable(question.indicators())),
        SliEventSql::scoped);
  }

  private Future<List<Scoped<SliEvent>>> due(DueSliEvents question) {
    return read(
        SliEventSql.DUE,
        Tuple.tuple()
            .addArrayOfString(SampleSql.storable(question.indicators()))
            .addOffsetDateTime(ArrayColumns.utc(question.now()))
            .addInteger(PageLimit.of(question.limit())),
        SliEventSql::scoped);
  }

  /** Always in the same order, so that two writers never wait for each other. */
  private Future<Boolean> commit(CommitMetrics step) {
    return db.transaction(
        connection -> {
          List<Future<Void>> moves =
              inOrder(step.moves()).stream()
                  .map(
                      move ->
                          ProjectionRepository.move(
                              connection, move.cursor(), move.from(), move.to()))
                  .toList();
          return Future.join(moves)
              .transform(moved -> Future.all(moves))
              .compose(moved -> save(connection, step))
              .map(true);
        });
  }

  private static List<CursorMove> inOrder(List<CursorMove> moves) {
    return moves.stream().sorted(Comparator.comparing(CursorMove::cursor)).toList();
  }

  private static Future<Void> save(SqlConnection connection, CommitMetrics step) {
    PipelinedStatements flight = new PipelinedStatements(connection);
    flight.send(SampleSql.DROP, step.gone(), SampleSql::dropped);
    flight.send(SampleSql.SAVE, step.samples(), SampleSql::saved);
    flight.send(SliEventSql.DROP, step.dropped(), SliEventSql::dropped);
    flight.send(SliEventSql.SAVE, step.cases(), SliEventSql::saved);
    flight.send(SeriesSql.DROP, empty(step.totals(), true), SeriesSql::dropped);
    flight.send(SeriesSql.SAVE, empty(step.totals(), false), SeriesSql::saved);
    flight.send(GoodBadCountSql.ADD_MINUTES, step.ticks(), GoodBadCountSql::minutes);
    flight.send(GoodBadCountSql.ADD_HOURS, step.ticks(), GoodBadCountSql::hours);
    flight.send(GoodBadCountSql.ADD_TOTALS, step.ticks(), GoodBadCountSql::totals);
    flight.send(ActivitySql.ADD, step.activity(), ActivitySql::added);
    return flight.all();
  }

  private static List<Scoped<SeriesTotal>> empty(List<Scoped<SeriesTotal>> totals, boolean empty) {
    return totals.stream().filter(total -> (total.value().count() == 0) == empty).toList();
  }

  private Future<List<GoodBadCount>> goodBadCounts(GoodBadCountsOf question) {
    return read(
        GoodBadCountSql.GOOD_BAD_COUNTS,
        GoodBadCountSql.windows(question.windows()),
        rows -> GoodBadCountSql.goodBadCounts(question.windows().size(), rows));
  }

  private Future<List<IndicatorCount>> allGoodBadCounts(AllGoodBadCounts question) {
    return read(GoodBadCountSql.TOTALS, Tuple.tuple(), GoodBadCountSql::all);
  }

  private Future<Listing<MetricSample>> find(SampleQuery query) {
    int limit = PageLimit.of(query.limit());
    KeysetCursor place = query.cursor() == null ? null : KeysetCursor.decode(query.cursor(), 3);
    Tuple filters =
        in(query.scope())
            .addString(ArrayColumns.storable(query.metric()))
            .addString(query.series() == null ? null : SeriesSql.labels(query.series()))
            .addOffsetDateTime(ArrayColumns.utc(query.since()))
            .addOffsetDateTime(ArrayColumns.utc(query.until()))
            .addOffsetDateTime(ArrayColumns.utc(place == null ? null : place.time(0)))
            .addString(place == null ? null : place.text(1))
            .addString(place == null ? null : place.text(2))
            .addInteger(limit);
    return read(
        SampleSql.FIND,
        filters,
        rows -> ListQueries.page(SampleSql.all(rows), limit, MetricRepository::place));
  }

  private static String place(MetricSample last) {
    return KeysetCursor.encode(last.time(), SeriesSql.labels(last.series()), last.subject());
  }

  private Future<Listing<SliEvent>> find(SliEventQuery query) {
    int limit = PageLimit.of(query.limit());
    KeysetCursor place = query.cursor() == null ? null : KeysetCursor.decode(query.cursor(), 2);
    Tuple filters =
        in(query.scope())
            .addString(ArrayColumns.storable(query.indicator()))
            .addString(query.outcome() == null ? null : SliEventSql.code(query.outcome()))
            .addOffsetDateTime(ArrayColumns.utc(query.since()))
            .addOffsetDateTime(ArrayColumns.utc(query.until()))
            .addOffsetDateTime(ArrayColumns.utc(place == null ? null : place.time(0)))
            .addString(place == null ? null : place.text(1))
            .addInteger(limit);
    return read(
        SliEventSql.FIND,
        filters,
        rows -> ListQueries.page(SliEventSql.all(rows), limit, MetricRepository::place));
  }

  private static String place(SliEvent last) {
    return KeysetCursor.encode(decided(last.decided()), last.subject());
  }

  private static Instant decided(@Nullable Instant decided) {
    return decided == null ? SliEventSql.OPEN : decided;
  }

  private Future<Sum> sum(SumOf question) {
    Tuple filters =
        in(question.scope())
            .addString(ArrayColumns.storable(question.metric()))
            .addOffsetDateTime(ArrayColumns.utc(question.from()))
            .addOffsetDateTime(ArrayColumns.utc(question.to()))
            .addString(SeriesSql.labels(question.labels()));
    return db.query(SampleSql.SUM, filters)
        .map(rows -> rows.iterator().next())
        .map(row -> new Sum(row.getLong("count"), row.getDouble("sum")));
  }

  private Future<List<Emitter>> activity(ActivityOf question) {
    return read(
        ActivitySql.LIST,
        in(question.scope())
            .addOffsetDateTime(ArrayColumns.utc(question.since()))
            .addInteger(Math.max(1, question.minutes())),
        ActivitySql::emitters);
  }

  private static Tuple in(Scope scope) {
    return Tuple.of(scope.tenant(), scope.project());
  }

  /** Thousands of rows are no work for an event loop. */
  private <T> Future<T> read(String sql, Tuple arguments, Function<RowSet<Row>, T> reader) {
    return db.query(sql, arguments)
        .compose(rows -> vertx.executeBlocking(() -> reader.apply(rows), false));
  }
}
