package dev.intentobserve.store;

import dev.intentobserve.contract.StoreContract.CommitExport;
import dev.intentobserve.contract.StoreContract.ExportRefusal;
import dev.intentobserve.contract.StoreContract.Shipping;
import dev.intentobserve.contract.StoreContract.ShippingOf;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Table {@code export_refusal} and the cursors of destinations: what went out and what did not. */
final class Shipments {
  /** What was refused for one event more than once is told once, with the first reason. */
  private static final String REFUSED =
      """
      insert into export_refusal (destination, seq, reason)
      select * from unnest($1::text[], $2::bigint[], $3::text[])
      on conflict (destination, seq) do nothing
      """;

  private static final String SHIPPING =
      """
      select c.name, r.reason,
        case
          when r.seq is not null then 'refused'
          when c.position >= $1 then 'shipped'
          else 'pending'
        end as status
      from cursor c
      left join export_refusal r on r.destination = c.name and r.seq = $1
      where starts_with(c.name, 'export.')
      order by c.name
      """;

  private final Db db;

  Shipments(Db db) {
    this.db = db;
  }

  Future<Boolean> commit(CommitExport step) {
    return db.transaction(
        connection ->
            Projections.move(connection, step.cursor(), step.from(), step.to())
                .compose(
                    moved -> {
                      Flight flight = new Flight(connection);
                      flight.send(
                          REFUSED, step.refusals(), refusals -> rows(step.cursor(), refusals));
                      return flight.landed();
                    })
                .map(true));
  }

  Future<List<Shipping>> shipping(ShippingOf question) {
    return db.query(SHIPPING, Tuple.of(question.seq()))
        .map(
            rows -> {
              List<Shipping> shipping = new ArrayList<>();
              for (Row row : rows) {
                shipping.add(
                    new Shipping(
                        row.getString("name"), row.getString("status"), row.getString("reason")));
              }
              return shipping;
            });
  }

  private static Tuple rows(String cursor, List<ExportRefusal> refusals) {
    return Columns.of(refusals)
        .text(refusal -> cursor)
        .number(ExportRefusal::seq)
        .text(ExportRefusal::reason)
        .tuple();
  }
}
