package dev.intentobserve.store;

import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.ActivityOf;
import dev.intentobserve.contract.FiguresContract.AllSeries;
import dev.intentobserve.contract.FiguresContract.AllTallies;
import dev.intentobserve.contract.FiguresContract.CaseQuery;
import dev.intentobserve.contract.FiguresContract.CasesOf;
import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.FiguresContract.DueCases;
import dev.intentobserve.contract.FiguresContract.EdgesOf;
import dev.intentobserve.contract.FiguresContract.Emitter;
import dev.intentobserve.contract.FiguresContract.IndicatorTally;
import dev.intentobserve.contract.FiguresContract.Move;
import dev.intentobserve.contract.FiguresContract.SampleQuery;
import dev.intentobserve.contract.FiguresContract.SamplesOf;
import dev.intentobserve.contract.FiguresContract.Sum;
import dev.intentobserve.contract.FiguresContract.SumOf;
import dev.intentobserve.contract.FiguresContract.TallyOf;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Sample;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.SeriesTotal;
import dev.intentobserve.event.Tally;
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
final class Figures {
  private final Vertx vertx;
  private final Db db;

  Figures(Vertx vertx, Db db) {
    this.vertx = vertx;
    this.db = db;
  }

  List<Future<Void>> open() {
    return List.of(
        FiguresContract.SERIES.answer(vertx, this::series),
        FiguresContract.SAMPLES.answer(vertx, this::samples),
        FiguresContract.EDGES.answer(vertx, this::edges),
        FiguresContract.CASES.answer(vertx, this::cases),
        FiguresContract.DUE_CASES.answer(vertx, this::due),
        FiguresContract.COMMIT_FIGURES.answer(vertx, this::commit),
        FiguresContract.TALLIES.answer(vertx, this::tallies),
        FiguresContract.ALL_TALLIES.answer(vertx, this::allTallies),
        FiguresContract.FIND_SAMPLES.answer(vertx, this::find),
        FiguresContract.FIND_CASES.answer(vertx, this::find),
        FiguresContract.SUM.answer(vertx, this::sum),
        FiguresContract.ACTIVITY.answer(vertx, this::activity));
  }

  private Future<List<Scoped<SeriesTotal>>> series(AllSeries question) {
    return read(SeriesSql.ALL, Tuple.tuple(), SeriesSql::totals);
  }

  private Future<List<Scoped<Sample>>> samples(SamplesOf question) {
    return read(
        SampleSql.OF,
        in(question.scope()).addArrayOfString(SampleSql.storable(question.subjects())),
        rows -> SampleSql.scoped(question.scope(), rows));
  }

  private Future<List<Optional<Sample>>> edges(EdgesOf question) {
    return read(
        SampleSql.EDGES,
        SampleSql.edges(question),
        rows -> SampleSql.placed(question.edges().size(), rows));
  }

  private Future<List<Scoped<Case>>> cases(CasesOf question) {
    return read(
        CaseSql.OF,
        in(question.scope())
            .addArrayOfString(SampleSql.storable(question.subjects()))
            .addArrayOfString(SampleSql.storable(question.indicators())),
        CaseSql::scoped);
  }

  private Future<List<Scoped<Case>>> due(DueCases question) {
    return read(
        CaseSql.DUE,
        Tuple.tuple()
            .addArrayOfString(SampleSql.storable(question.indicators()))
            .addOffsetDateTime(Columns.utc(question.now()))
            .addInteger(Limit.of(question.limit())),
        CaseSql::scoped);
  }

  /** Always in the same order, so that two writers never wait for each other. */
  private Future<Boolean> commit(CommitFigures step) {
    return db.transaction(
        connection -> {
          List<Future<Void>> moves =
              inOrder(step.moves()).stream()
                  .map(move -> Projections.move(connection, move.cursor(), move.from(), move.to()))
                  .toList();
          return Future.join(moves)
              .transform(moved -> Future.all(moves))
              .compose(moved -> save(connection, step))
              .map(true);
        });
  }

  private static List<Move> inOrder(List<Move> moves) {
    return moves.stream().sorted(Comparator.comparing(Move::cursor)).toList();
  }

  private static Future<Void> save(SqlConnection connection, CommitFigures step) {
    Flight flight = new Flight(connection);
    flight.send(SampleSql.DROP, step.gone(), SampleSql::dropped);
    flight.send(SampleSql.SAVE, step.samples(), SampleSql::saved);
    flight.send(CaseSql.DROP, step.dropped(), CaseSql::dropped);
    flight.send(CaseSql.SAVE, step.cases(), CaseSql::saved);
    flight.send(SeriesSql.DROP, empty(step.totals(), true), SeriesSql::dropped);
    flight.send(SeriesSql.SAVE, empty(step.totals(), false), SeriesSql::saved);
    flight.send(TallySql.ADD_MINUTES, step.ticks(), TallySql::minutes);
    flight.send(TallySql.ADD_HOURS, step.ticks(), TallySql::hours);
    flight.send(TallySql.ADD_TOTALS, step.ticks(), TallySql::totals);
    flight.send(ActivitySql.ADD, step.activity(), ActivitySql::added);
    return flight.landed();
  }

  private static List<Scoped<SeriesTotal>> empty(List<Scoped<SeriesTotal>> totals, boolean empty) {
    return totals.stream().filter(total -> (total.value().count() == 0) == empty).toList();
  }

  private Future<List<Tally>> tallies(TallyOf question) {
    return read(
        TallySql.TALLIES,
        TallySql.windows(question.windows()),
        rows -> TallySql.tallies(question.windows().size(), rows));
  }

  private Future<List<IndicatorTally>> allTallies(AllTallies question) {
    return read(TallySql.TOTALS, Tuple.tuple(), TallySql::all);
  }

  private Future<Listing<Sample>> find(SampleQuery query) {
    int limit = Limit.of(query.limit());
    Keyset place = query.cursor() == null ? null : Keyset.decode(query.cursor(), 3);
    Tuple filters =
        in(query.scope())
            .addString(Columns.storable(query.metric()))
            .addString(query.series() == null ? null : SeriesSql.labels(query.series()))
            .addOffsetDateTime(Columns.utc(query.since()))
            .addOffsetDateTime(Columns.utc(query.until()))
            .addOffsetDateTime(Columns.utc(place == null ? null : place.time(0)))
            .addString(place == null ? null : place.text(1))
            .addString(place == null ? null : place.text(2))
            .addInteger(limit);
    return read(
        SampleSql.FIND, filters, rows -> Lists.page(SampleSql.all(rows), limit, Figures::place));
  }

  private static String place(Sample last) {
    return Keyset.encode(last.time(), SeriesSql.labels(last.series()), last.subject());
  }

  private Future<Listing<Case>> find(CaseQuery query) {
    int limit = Limit.of(query.limit());
    Keyset place = query.cursor() == null ? null : Keyset.decode(query.cursor(), 2);
    Tuple filters =
        in(query.scope())
            .addString(Columns.storable(query.indicator()))
            .addString(query.outcome() == null ? null : CaseSql.code(query.outcome()))
            .addOffsetDateTime(Columns.utc(query.since()))
            .addOffsetDateTime(Columns.utc(query.until()))
            .addOffsetDateTime(Columns.utc(place == null ? null : place.time(0)))
            .addString(place == null ? null : place.text(1))
            .addInteger(limit);
    return read(
        CaseSql.FIND, filters, rows -> Lists.page(CaseSql.all(rows), limit, Figures::place));
  }

  private static String place(Case last) {
    return Keyset.encode(decided(last.decided()), last.subject());
  }

  private static Instant decided(@Nullable Instant decided) {
    return decided == null ? CaseSql.OPEN : decided;
  }

  private Future<Sum> sum(SumOf question) {
    Tuple filters =
        in(question.scope())
            .addString(Columns.storable(question.metric()))
            .addOffsetDateTime(Columns.utc(question.from()))
            .addOffsetDateTime(Columns.utc(question.to()))
            .addString(SeriesSql.labels(question.labels()));
    return db.query(SampleSql.SUM, filters)
        .map(rows -> rows.iterator().next())
        .map(row -> new Sum(row.getLong("count"), row.getDouble("sum")));
  }

  private Future<List<Emitter>> activity(ActivityOf question) {
    return read(
        ActivitySql.LIST,
        in(question.scope())
            .addOffsetDateTime(Columns.utc(question.since()))
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
