package dev.intentobserve.store;

import dev.intentobserve.contract.AlertStoreContract.CommitDelivery;
import dev.intentobserve.contract.AlertStoreContract.Delivery;
import dev.intentobserve.contract.AlertStoreContract.DeliveryQuery;
import dev.intentobserve.contract.AlertStoreContract.LastTold;
import dev.intentobserve.contract.AlertStoreContract.Told;
import dev.intentobserve.contract.StoreContract.Listing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** What became of notifications, and how far each channel has come. */
final class DeliveryBook {
  private static final String CURSOR = "notify.";

  private final Vertx vertx;
  private final Db db;

  DeliveryBook(Vertx vertx, Db db) {
    this.vertx = vertx;
    this.db = db;
  }

  Future<Boolean> commit(CommitDelivery step) {
    return db.transaction(
        connection ->
            Projections.move(
                    connection, CURSOR + Columns.storable(step.channel()), step.from(), step.to())
                .compose(
                    moved -> {
                      Flight flight = new Flight(connection);
                      flight.send(DeliverySql.LOCK);
                      flight.send(DeliverySql.ADD, step.deliveries(), DeliverySql::rows);
                      return flight.landed();
                    })
                .map(true));
  }

  Future<Listing<Delivery>> list(DeliveryQuery query) {
    int limit = Limit.of(query.limit());
    long before =
        query.cursor() == null ? Long.MAX_VALUE : Keyset.decode(query.cursor(), 1).number(0);
    Tuple filters =
        Tuple.of(query.scope().tenant(), query.scope().project())
            .addString(Columns.storable(query.channel()))
            .addString(Columns.storable(query.alertId()))
            .addString(Columns.storable(query.outcome()))
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
    return new Listing<>(deliveries, deliveries.size() < limit ? null : Keyset.encode(last));
  }

  Future<List<Told>> lastTold(LastTold question) {
    if (question.alerts().isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Tuple arguments =
        DeliverySql.keys(question.alerts()).addString(Columns.storable(question.channel()));
    return db.query(DeliverySql.LAST_TOLD, arguments)
        .compose(
            rows ->
                vertx.executeBlocking(
                    () ->
                        AlertBook.all(
                            rows, row -> new Told(DeliverySql.delivery(row), AlertSql.alert(row))),
                    false));
  }
}
