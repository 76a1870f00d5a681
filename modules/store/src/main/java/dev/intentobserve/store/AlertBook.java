package dev.intentobserve.store;

import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.AlertOf;
import dev.intentobserve.contract.AlertStoreContract.AlertQuery;
import dev.intentobserve.contract.AlertStoreContract.AlertRow;
import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.ChangesAfter;
import dev.intentobserve.contract.AlertStoreContract.ChangesHead;
import dev.intentobserve.contract.AlertStoreContract.ChangesOf;
import dev.intentobserve.contract.AlertStoreContract.CommitTick;
import dev.intentobserve.contract.AlertStoreContract.Firing;
import dev.intentobserve.contract.AlertStoreContract.GaugeHistory;
import dev.intentobserve.contract.AlertStoreContract.GaugePoint;
import dev.intentobserve.contract.AlertStoreContract.Memory;
import dev.intentobserve.contract.AlertStoreContract.NowFiring;
import dev.intentobserve.contract.AlertStoreContract.Remembered;
import dev.intentobserve.contract.Hint;
import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.event.Alert;
import dev.intentobserve.store.AlertSql.Ranked;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers what is remembered of alerts and objectives, and writes each tick down. */
final class AlertBook {
  private final Vertx vertx;
  private final Db db;

  private AlertBook(Vertx vertx, Db db) {
    this.vertx = vertx;
    this.db = db;
  }

  /** Answers every port of {@link AlertStoreContract}. */
  static Future<?> open(Vertx vertx, Db db, InstantSource clock) {
    AlertBook alerts = new AlertBook(vertx, db);
    DeliveryBook deliveries = new DeliveryBook(vertx, db);
    SilenceBook silences = new SilenceBook(db, clock);
    return Future.all(
        List.of(
            AlertStoreContract.MEMORY.answer(vertx, alerts::memory),
            AlertStoreContract.COMMIT_TICK.answer(vertx, alerts::commit),
            AlertStoreContract.FIND_ALERTS.answer(vertx, alerts::list),
            AlertStoreContract.FIND_ALERT.answer(vertx, alerts::one),
            AlertStoreContract.CHANGES_AFTER.answer(vertx, alerts::after),
            AlertStoreContract.CHANGES_OF.answer(vertx, alerts::of),
            AlertStoreContract.CHANGES_HEAD.answer(vertx, alerts::head),
            AlertStoreContract.FIRING.answer(vertx, alerts::firing),
            AlertStoreContract.GAUGE_HISTORY.answer(vertx, alerts::history),
            AlertStoreContract.COMMIT_DELIVERY.answer(vertx, deliveries::commit),
            AlertStoreContract.FIND_DELIVERIES.answer(vertx, deliveries::list),
            AlertStoreContract.LAST_TOLD.answer(vertx, deliveries::lastTold),
            AlertStoreContract.SAVE_SILENCE.answer(vertx, silences::save),
            AlertStoreContract.END_SILENCE.answer(vertx, silences::end),
            AlertStoreContract.SILENCES.answer(vertx, silences::list)));
  }

  private Future<Memory> memory(Remembered question) {
    return db.snapshot(
            connection ->
                Future.join(
                    connection.preparedQuery(AlertSql.OPEN).execute(),
                    connection.preparedQuery(SloMemorySql.ALL).execute()))
        .compose(
            rows ->
                vertx.executeBlocking(
                    () ->
                        new Memory(
                            all(rows.resultAt(0), AlertSql::scoped),
                            all(rows.resultAt(1), SloMemorySql::scoped)),
                    false));
  }

  private Future<Boolean> commit(CommitTick tick) {
    return db.transaction(connection -> save(connection, tick))
        .onSuccess(head -> head.ifPresent(number -> Hint.ALERTS.give(vertx, number)))
        .map(true);
  }

  /** The number of the last change, if there was one. */
  private static Future<Optional<Long>> save(SqlConnection connection, CommitTick tick) {
    Flight flight = new Flight(connection);
    flight.send(SloMemorySql.SAVE, tick.slos(), SloMemorySql::rows);
    flight.send(GaugeSql.SAVE, tick.gauges(), GaugeSql::rows);
    flight.send(GaugeSql.FORGET, List.of(tick.at()), at -> GaugeSql.forget(at.getFirst()));
    Future<Optional<Long>> head = saveAlerts(connection, flight, tick);
    return flight.landed().compose(landed -> head);
  }

  /** Last in the flight, so that the lock is held no longer than it must. */
  private static Future<Optional<Long>> saveAlerts(
      SqlConnection connection, Flight flight, CommitTick tick) {
    if (tick.changed().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    flight.send(AlertSql.LOCK);
    return connection
        .preparedQuery(AlertSql.SAVE)
        .execute(AlertSql.save(tick.changed(), tick.at()))
        .map(rows -> all(rows, row -> row.getLong("number")).stream().max(Long::compare));
  }

  private Future<Listing<AlertRow>> list(AlertQuery query) {
    int limit = Limit.of(query.limit());
    Keyset place = query.cursor() == null ? null : Keyset.decode(query.cursor(), 2);
    boolean over = query.state() == Alert.State.RESOLVED;
    Tuple arguments = over ? over(query, place, limit) : open(query, place, limit);
    return db.query(over ? AlertSql.LIST_OVER : AlertSql.LIST_OPEN, arguments)
        .compose(rows -> vertx.executeBlocking(() -> page(rows, limit), false));
  }

  private static Listing<AlertRow> page(RowSet<Row> rows, int limit) {
    Listing<Ranked> page = Lists.page(all(rows, AlertSql::ranked), limit, Ranked::place);
    return new Listing<>(page.items().stream().map(Ranked::row).toList(), page.next());
  }

  private static Tuple over(AlertQuery query, @Nullable Keyset place, int limit) {
    return filters(query).addLong(place == null ? null : place.number(1)).addInteger(limit);
  }

  private static Tuple open(AlertQuery query, @Nullable Keyset place, int limit) {
    return filters(query)
        .addString(query.state() == null ? null : query.state().code())
        .addString(Alert.TEST)
        .addInteger(place == null ? null : (int) place.number(0))
        .addLong(place == null ? null : place.number(1))
        .addInteger(limit);
  }

  private static Tuple filters(AlertQuery query) {
    return Tuple.of(query.scope().tenant(), query.scope().project())
        .addString(Columns.storable(query.rule()))
        .addString(query.severity() == null ? null : query.severity().code());
  }

  private Future<Optional<AlertRow>> one(AlertOf question) {
    Tuple key =
        Tuple.of(
            question.scope().tenant(), question.scope().project(), Columns.storable(question.id()));
    return db.query(AlertSql.FIND, key)
        .map(rows -> all(rows, AlertSql::alertRow).stream().findFirst());
  }

  private Future<List<Change>> after(ChangesAfter question) {
    return db.query(AlertSql.AFTER, Tuple.of(question.after(), Limit.of(question.limit())))
        .compose(rows -> vertx.executeBlocking(() -> all(rows, AlertSql::change), false));
  }

  private Future<List<Change>> of(ChangesOf question) {
    Tuple arguments =
        Tuple.of(
            question.scope().tenant(),
            question.scope().project(),
            question.after(),
            Limit.of(question.limit()));
    return db.query(AlertSql.AFTER_IN_SCOPE, arguments)
        .compose(rows -> vertx.executeBlocking(() -> all(rows, AlertSql::change), false));
  }

  private Future<Long> head(ChangesHead question) {
    return db.query(
            AlertSql.HEAD_OF_SCOPE, Tuple.of(question.scope().tenant(), question.scope().project()))
        .map(rows -> rows.iterator().next().getLong("head"));
  }

  private Future<Firing> firing(NowFiring question) {
    return db.query(AlertSql.FIRING, Tuple.tuple())
        .compose(rows -> vertx.executeBlocking(() -> firing(rows), false));
  }

  private static Firing firing(RowSet<Row> rows) {
    List<Change> firing = new ArrayList<>();
    long head = 1;
    for (Row row : rows) {
      head = row.getLong("head");
      if (row.getLong("number") != null) {
        firing.add(AlertSql.change(row));
      }
    }
    return new Firing(head, firing);
  }

  private Future<List<GaugePoint>> history(GaugeHistory question) {
    Tuple arguments =
        GaugeSql.history(
            question.scope().tenant(),
            question.scope().project(),
            question.metric(),
            question.since());
    return db.query(GaugeSql.HISTORY, arguments)
        .compose(rows -> vertx.executeBlocking(() -> all(rows, GaugeSql::point), false));
  }

  static <T> List<T> all(RowSet<Row> rows, Function<Row, T> mapping) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(mapping.apply(row)));
    return all;
  }
}
