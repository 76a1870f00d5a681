package dev.intentobserve.store.metric;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.SeriesTotal;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.ActivityOf;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.CursorMove;
import dev.intentobserve.ports.MetricStorePorts.DueSliEvents;
import dev.intentobserve.ports.MetricStorePorts.Emitter;
import dev.intentobserve.ports.MetricStorePorts.GoodBadCountsOf;
import dev.intentobserve.ports.MetricStorePorts.IndicatorCount;
import dev.intentobserve.ports.MetricStorePorts.SliEventQuery;
import dev.intentobserve.ports.MetricStorePorts.SliEventsOf;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.CursorSql;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads metrics, SLI events and counts, and commits them together with the cursors of the reader.
 */
public final class MetricRepository {
  private final Vertx vertx;
  private final DatabasePool db;

  private final SampleRepository samples;

  private MetricRepository(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
    this.samples = new SampleRepository(vertx, db);
  }

  public static Future<?> open(Vertx vertx, DatabasePool db) {
    MetricRepository metrics = new MetricRepository(vertx, db);
    return Future.all(Future.all(metrics.answerPorts()), Future.all(metrics.samples.answerPorts()));
  }

  private List<Future<Void>> answerPorts() {
    return List.of(
        MetricStorePorts.SERIES.answer(vertx, this::series),
        MetricStorePorts.SLI_EVENTS.answer(vertx, this::sliEvents),
        MetricStorePorts.DUE_SLI_EVENTS.answer(vertx, this::dueSliEvents),
        MetricStorePorts.COMMIT_METRICS.answer(vertx, this::commit),
        MetricStorePorts.GOOD_BAD_COUNTS.answer(vertx, this::goodBadCounts),
        MetricStorePorts.ALL_GOOD_BAD_COUNTS.answer(vertx, this::allGoodBadCounts),
        MetricStorePorts.FIND_SLI_EVENTS.answer(vertx, this::find),
        MetricStorePorts.ACTIVITY.answer(vertx, this::activity));
  }

  private Future<List<Scoped<SeriesTotal>>> series(Nothing question) {
    return read(SeriesSql.ALL, Tuple.tuple(), SeriesSql::totals);
  }

  private Future<List<Scoped<SliEvent>>> sliEvents(SliEventsOf question) {
    return read(
        SliEventSql.OF,
        scopeArguments(question.scope())
            .addArrayOfString(ArrayColumns.storable(question.subjects()))
            .addArrayOfString(ArrayColumns.storable(question.indicators())),
        SliEventSql::scoped);
  }

  private Future<List<Scoped<SliEvent>>> dueSliEvents(DueSliEvents question) {
    return read(
        SliEventSql.DUE,
        Tuple.tuple()
            .addArrayOfString(ArrayColumns.storable(question.indicators()))
            .addOffsetDateTime(ArrayColumns.utc(question.now()))
            .addInteger(PageLimit.of(question.limit())),
        SliEventSql::scoped);
  }

  /** Moves the cursors in a fixed order, so that two writers cannot block each other. */
  private Future<Boolean> commit(CommitMetrics step) {
    return samples
        .prepare(step)
        .compose(
            prepared ->
                db.transaction(
                    connection ->
                        moveCursors(connection, step.moves())
                            .compose(moved -> save(connection, step))))
        .map(true);
  }

  private static Future<?> moveCursors(SqlConnection connection, List<CursorMove> all) {
    List<Future<Void>> moves =
        inOrder(all).stream()
            .map(move -> CursorSql.move(connection, move.cursor(), move.from(), move.to()))
            .toList();
    return Future.join(moves).transform(moved -> Future.all(moves));
  }

  private static List<CursorMove> inOrder(List<CursorMove> moves) {
    return moves.stream().sorted(Comparator.comparing(CursorMove::cursor)).toList();
  }

  private Future<Void> save(SqlConnection connection, CommitMetrics step) {
    PipelinedStatements statements = new PipelinedStatements(connection);
    samples.send(statements, step);
    statements.send(SliEventSql.DROP, step.dropped(), SliEventSql::dropArguments);
    statements.send(SliEventSql.SAVE, step.cases(), SliEventSql::saveArguments);
    statements.send(SeriesSql.DROP, totals(step, true), SeriesSql::dropArguments);
    statements.send(SeriesSql.SAVE, totals(step, false), SeriesSql::saveArguments);
    statements.send(GoodBadCountSql.ADD_MINUTES, step.ticks(), GoodBadCountSql::minuteArguments);
    statements.send(GoodBadCountSql.ADD_HOURS, step.ticks(), GoodBadCountSql::hourArguments);
    statements.send(GoodBadCountSql.ADD_TOTALS, step.ticks(), GoodBadCountSql::totalArguments);
    statements.send(ActivitySql.ADD, step.activity(), ActivitySql::addArguments);
    return statements.all();
  }

  private static List<Scoped<SeriesTotal>> totals(CommitMetrics step, boolean empty) {
    return step.totals().stream().filter(total -> (total.value().count() == 0) == empty).toList();
  }

  private Future<List<GoodBadCount>> goodBadCounts(GoodBadCountsOf question) {
    return read(
        GoodBadCountSql.GOOD_BAD_COUNTS,
        GoodBadCountSql.windowArguments(question.windows()),
        rows -> GoodBadCountSql.goodBadCounts(question.windows().size(), rows));
  }

  private Future<List<IndicatorCount>> allGoodBadCounts(Nothing question) {
    return read(GoodBadCountSql.TOTALS, Tuple.tuple(), GoodBadCountSql::all);
  }

  private Future<Listing<SliEvent>> find(SliEventQuery query) {
    int limit = PageLimit.of(query.limit());
    KeysetCursor start = KeysetCursor.decodeOrNull(query.cursor(), 2);
    Tuple filters =
        scopeArguments(query.scope())
            .addString(ArrayColumns.storable(query.indicator()))
            .addString(query.outcome() == null ? null : SliEventSql.code(query.outcome()))
            .addOffsetDateTime(ArrayColumns.utc(query.since()))
            .addOffsetDateTime(ArrayColumns.utc(query.until()))
            .addOffsetDateTime(ArrayColumns.utc(start == null ? null : start.time(0)))
            .addString(start == null ? null : start.text(1))
            .addInteger(limit);
    return read(
        SliEventSql.FIND,
        filters,
        rows -> KeysetCursor.page(SliEventSql.all(rows), limit, MetricRepository::sortKey));
  }

  private static String sortKey(SliEvent last) {
    return KeysetCursor.encode(decided(last.decided()), last.subject());
  }

  private static Instant decided(@Nullable Instant decided) {
    return decided == null ? SliEventSql.OPEN : decided;
  }

  private Future<List<Emitter>> activity(ActivityOf question) {
    return read(
        ActivitySql.LIST,
        scopeArguments(question.scope())
            .addOffsetDateTime(ArrayColumns.utc(question.since()))
            .addInteger(Math.max(1, question.minutes())),
        ActivitySql::emitters);
  }

  private static Tuple scopeArguments(Scope scope) {
    return Tuple.of(scope.tenant(), scope.project());
  }

  /** Maps rows off the event loop, because there may be thousands. */
  private <T> Future<T> read(String sql, Tuple arguments, Function<RowSet<Row>, T> reader) {
    return db.query(sql, arguments)
        .compose(rows -> vertx.executeBlocking(() -> reader.apply(rows), false));
  }
}
