package dev.intentobserve.store.alert;

import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.CommitDelivery;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.AlertStorePorts.DeliveryQuery;
import dev.intentobserve.ports.AlertStorePorts.LastDeliveries;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.CursorSql;
import dev.intentobserve.store.sql.DatabasePool;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.PageLimit;
import dev.intentobserve.store.sql.PipelinedStatements;
import dev.intentobserve.store.sql.Rows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Saves and reads the attempts to deliver notifications, with the cursors of the channels. */
final class DeliveryRepository {
  private final Vertx vertx;
  private final DatabasePool db;

  DeliveryRepository(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
  }

  Future<Boolean> commit(CommitDelivery step) {
    return db.transaction(
        connection ->
            CursorSql.move(
                    connection,
                    AlertStorePorts.NOTIFICATION_CURSOR_PREFIX
                        + ArrayColumns.storable(step.channel()),
                    step.from(),
                    step.to())
                .compose(
                    moved -> {
                      PipelinedStatements statements = new PipelinedStatements(connection);
                      statements.send(AdvisoryLocks.DELIVERIES);
                      statements.send(
                          DeliverySql.ADD, step.deliveries(), DeliverySql::addArguments);
                      return statements.all();
                    })
                .map(true));
  }

  Future<Listing<Delivery>> list(DeliveryQuery query) {
    int limit = PageLimit.of(query.limit());
    long before =
        query.cursor() == null ? Long.MAX_VALUE : KeysetCursor.decode(query.cursor(), 1).number(0);
    Tuple filters =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(ArrayColumns.storable(query.channel()))
            .addString(ArrayColumns.storable(query.alertId()))
            .addString(ArrayColumns.storable(query.outcome()))
            .addLong(before)
            .addInteger(limit);
    return db.query(DeliverySql.LIST, filters).map(rows -> page(rows, limit));
  }

  /** {@link Delivery} has no id to make a cursor from, so the page is made here. */
  private static Listing<Delivery> page(RowSet<Row> rows, int limit) {
    List<Delivery> deliveries = new ArrayList<>();
    long last = 0;
    for (Row row : rows) {
      deliveries.add(DeliverySql.delivery(row));
      last = row.getLong("id");
    }
    return new Listing<>(deliveries, deliveries.size() < limit ? null : KeysetCursor.encode(last));
  }

  Future<List<LastDelivery>> lastDeliveries(LastDeliveries question) {
    if (question.alerts().isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Tuple arguments =
        DeliverySql.alertKeys(question.alerts())
            .addString(ArrayColumns.storable(question.channel()));
    return db.query(DeliverySql.LAST_DELIVERIES, arguments)
        .compose(
            rows ->
                vertx.executeBlocking(
                    () ->
                        Rows.map(
                            rows,
                            row ->
                                new LastDelivery(DeliverySql.delivery(row), AlertSql.alert(row))),
                    false));
  }
}
