package dev.intentobserve.store.alert;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.AlertQuery;
import dev.intentobserve.ports.AlertStorePorts.AlertRow;
import dev.intentobserve.ports.AlertStorePorts.AlertSnapshot;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.ChangesAfter;
import dev.intentobserve.ports.AlertStorePorts.ChangesOf;
import dev.intentobserve.ports.AlertStorePorts.CommitEvaluation;
import dev.intentobserve.ports.AlertStorePorts.Firing;
import dev.intentobserve.ports.AlertStorePorts.GaugeHistory;
import dev.intentobserve.ports.AlertStorePorts.GaugePoint;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.alert.AlertSql.Ranked;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.PipelinedStatements;
import dev.intentobserve.store.sql.Rows;
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
import org.jspecify.annotations.Nullable;

/** Reads alerts and their changes, and commits the result of each evaluation. */
public final class AlertRepository {
  private final Vertx vertx;
  private final DatabasePool db;

  private AlertRepository(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
  }

  /** Answers every port of {@link AlertStorePorts}. */
  public static Future<?> open(Vertx vertx, DatabasePool db, InstantSource clock) {
    AlertRepository alerts = new AlertRepository(vertx, db);
    DeliveryRepository deliveries = new DeliveryRepository(vertx, db);
    SilenceRepository silences = new SilenceRepository(db, clock);
    return Future.all(
        List.of(
            AlertStorePorts.ALERT_SNAPSHOT.answer(vertx, alerts::snapshot),
            AlertStorePorts.COMMIT_EVALUATION.answer(vertx, alerts::commit),
            AlertStorePorts.FIND_ALERTS.answer(vertx, alerts::list),
            AlertStorePorts.FIND_ALERT.answer(vertx, alerts::one),
            AlertStorePorts.CHANGES_AFTER.answer(vertx, alerts::after),
            AlertStorePorts.CHANGES_OF.answer(vertx, alerts::of),
            AlertStorePorts.CHANGES_HEAD.answer(vertx, alerts::head),
            AlertStorePorts.FIRING.answer(vertx, alerts::firing),
            AlertStorePorts.GAUGE_HISTORY.answer(vertx, alerts::history),
            AlertStorePorts.COMMIT_DELIVERY.answer(vertx, deliveries::commit),
            AlertStorePorts.FIND_DELIVERIES.answer(vertx, deliveries::list),
            AlertStorePorts.LAST_DELIVERIES.answer(vertx, deliveries::lastDeliveries),
            AlertStorePorts.SAVE_SILENCE.answer(vertx, silences::save),
            AlertStorePorts.END_SILENCE.answer(vertx, silences::end),
            AlertStorePorts.SILENCES.answer(vertx, silences::list)));
  }

  private Future<AlertSnapshot> snapshot(Nothing question) {
    return db.snapshot(
            connection ->
                Future.join(
                    connection.preparedQuery(AlertSql.OPEN).execute(),
                    connection.preparedQuery(SloStateSql.ALL).execute()))
        .compose(
            rows ->
                vertx.executeBlocking(
                    () ->
                        new AlertSnapshot(
                            Rows.map(rows.resultAt(0), AlertSql::scoped),
                            Rows.map(rows.resultAt(1), SloStateSql::scoped)),
                    false));
  }

  private Future<Boolean> commit(CommitEvaluation evaluation) {
    return db.transaction(connection -> save(connection, evaluation))
        .onSuccess(head -> head.ifPresent(number -> Hint.ALERTS.publish(vertx, number)))
        .map(true);
  }

  /** The number of the last change; empty if nothing changed. */
  private static Future<Optional<Long>> save(
      SqlConnection connection, CommitEvaluation evaluation) {
    PipelinedStatements statements = new PipelinedStatements(connection);
    statements.send(SloStateSql.SAVE, evaluation.slos(), SloStateSql::saveArguments);
    statements.send(GaugePointSql.SAVE, evaluation.gauges(), GaugePointSql::saveArguments);
    statements.send(
        GaugePointSql.DELETE_OLD,
        List.of(evaluation.at()),
        at -> GaugePointSql.deleteOldArguments(at.getFirst()));
    Future<Optional<Long>> head = saveAlerts(connection, statements, evaluation);
    return statements.all().compose(all -> head);
  }

  /** Sent last, so that the lock is held as short as possible. */
  private static Future<Optional<Long>> saveAlerts(
      SqlConnection connection, PipelinedStatements statements, CommitEvaluation evaluation) {
    if (evaluation.changed().isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    statements.send(AdvisoryLocks.ALERT_CHANGES);
    return connection
        .preparedQuery(AlertSql.SAVE)
        .execute(AlertSql.saveArguments(evaluation.changed(), evaluation.at()))
        .map(rows -> Rows.map(rows, row -> row.getLong("number")).stream().max(Long::compare));
  }

  private Future<Listing<AlertRow>> list(AlertQuery query) {
    int limit = PageLimit.of(query.limit());
    KeysetCursor start = KeysetCursor.decodeOrNull(query.cursor(), 2);
    boolean resolved = query.state() == Alert.State.RESOLVED;
    Tuple arguments = resolved ? resolved(query, start, limit) : open(query, start, limit);
    return db.query(resolved ? AlertSql.LIST_RESOLVED : AlertSql.LIST_OPEN, arguments)
        .compose(rows -> vertx.executeBlocking(() -> page(rows, limit), false));
  }

  private static Listing<AlertRow> page(RowSet<Row> rows, int limit) {
    Listing<Ranked> page =
        KeysetCursor.page(Rows.map(rows, AlertSql::ranked), limit, Ranked::sortKey);
    return new Listing<>(page.items().stream().map(Ranked::row).toList(), page.next());
  }

  private static Tuple resolved(AlertQuery query, @Nullable KeysetCursor start, int limit) {
    return filters(query).addLong(start == null ? null : start.number(1)).addInteger(limit);
  }

  private static Tuple open(AlertQuery query, @Nullable KeysetCursor start, int limit) {
    return filters(query)
        .addString(query.state() == null ? null : query.state().code())
        .addString(Alert.TEST)
        .addInteger(start == null ? null : (int) start.number(0))
        .addLong(start == null ? null : start.number(1))
        .addInteger(limit);
  }

  private static Tuple filters(AlertQuery query) {
    return Tuple.of(query.scope().tenant(), query.scope().project())
        .addString(ArrayColumns.storable(query.rule()))
        .addString(query.severity() == null ? null : query.severity().code());
  }

  private Future<Optional<AlertRow>> one(Scoped<String> question) {
    Tuple key =
        Tuple.of(
            question.scope().tenant(),
            question.scope().project(),
            ArrayColumns.storable(question.value()));
    return db.query(AlertSql.FIND, key)
        .map(rows -> Rows.map(rows, AlertSql::alertRow).stream().findFirst());
  }

  private Future<List<Change>> after(ChangesAfter question) {
    return db.query(AlertSql.AFTER, Tuple.of(question.after(), PageLimit.of(question.limit())))
        .compose(rows -> vertx.executeBlocking(() -> Rows.map(rows, AlertSql::change), false));
  }

  private Future<List<Change>> of(ChangesOf question) {
    Tuple arguments =
        Tuple.of(
            question.scope().tenant(),
            question.scope().project(),
            question.after(),
            PageLimit.of(question.limit()));
    return db.query(AlertSql.AFTER_IN_SCOPE, arguments)
        .compose(rows -> vertx.executeBlocking(() -> Rows.map(rows, AlertSql::change), false));
  }

  private Future<Long> head(Scope scope) {
    return db.query(AlertSql.HEAD_OF_SCOPE, Tuple.of(scope.tenant(), scope.project()))
        .map(rows -> Rows.first(rows).getLong("head"));
  }

  private Future<Firing> firing(Nothing question) {
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
        GaugePointSql.historyArguments(
            question.scope().tenant(),
            question.scope().project(),
            question.metric(),
            question.since());
    return db.query(GaugePointSql.HISTORY, arguments)
        .compose(rows -> vertx.executeBlocking(() -> Rows.map(rows, GaugePointSql::point), false));
  }
}
