package dev.intentobserve.store.alert;

import dev.intentobserve.ports.AlertStorePorts.CommitDelivery;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.AlertStorePorts.DeliveryQuery;
import dev.intentobserve.ports.AlertStorePorts.LastDeliveries;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.StorePorts.Listing;
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
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** What became of notifications, and how far each channel has come. */
final class DeliveryRepository {
  private static final String CURSOR = "notify.";

  private final Vertx vertx;
  private final DatabasePool db;

  DeliveryRepository(Vertx vertx, DatabasePool db) {
    this.vertx = vertx;
    this.db = db;
  }

  Future<Boolean> commit(CommitDelivery step) {
    return db.transaction(
        connection ->
            ProjectionRepository.move(
                    connection,
                    CURSOR + ArrayColumns.storable(step.channel()),
                    step.from(),
                    step.to())
                .compose(
                    moved -> {
                      PipelinedStatements flight = new PipelinedStatements(connection);
                      flight.send(DeliverySql.LOCK);
                      flight.send(DeliverySql.ADD, step.deliveries(), DeliverySql::rows);
                      return flight.all();
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

  /** The key of a delivery is no part of it, so the page is cut here. */
  private static Listing<Delivery> page(RowSet<Row> rows, int limit) {
    List<Delivery> deliveries = new ArrayList<>();
    long last = 0;
    for (Row row : rows) {
      deliveries.add(DeliverySql.delivery(row));
      last = row.getLong("id");
    }
    return new Listing<>(deliveries, deliveries.size() < limit ? null : KeysetCursor.encode(last));
  }

  Future<List<LastDelivery>> lastTold(LastDeliveries question) {
    if (question.alerts().isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Tuple arguments =
        DeliverySql.keys(question.alerts()).addString(ArrayColumns.storable(question.channel()));
    return db.query(DeliverySql.LAST_DELIVERIES, arguments)
        .compose(
            rows ->
                vertx.executeBlocking(
                    () ->
                        AlertRepository.all(
                            rows,
                            row ->
                                new LastDelivery(DeliverySql.delivery(row), AlertSql.alert(row))),
                    false));
  }
}
