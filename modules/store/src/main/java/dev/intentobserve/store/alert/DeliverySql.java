package dev.intentobserve.store.alert;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Locale;

/** Table {@code delivery}. */
final class DeliverySql {
  /** Numbers deliveries within their scope; to be run under {@code AdvisoryLocks.DELIVERIES}. */
  static final String ADD =
      """
      insert into delivery (id, tenant, project, channel, alert_id, rule, state, change, outcome,
        attempt, at, detail)
      select
        coalesce((select d.id from delivery d
          where d.tenant = g.tenant and d.project = g.project
          order by d.id desc limit 1), 0)
          + row_number() over (partition by tenant, project order by n),
        tenant, project, channel, alert_id, rule, state, change, outcome, attempt, at, detail
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::bigint[], $8::text[], $9::bigint[], $10::timestamptz[], $11::text[])
        with ordinality as g (tenant, project, channel, alert_id, rule, state, change, outcome,
        attempt, at, detail, n)
      order by n
      """;

  private static final String COLUMNS =
      """
      d.id, d.tenant, d.project, d.channel, d.alert_id, d.rule, d.state, d.change, d.outcome,
        d.attempt, d.at, d.detail
      """;

  static final String LIST =
      "select "
          + COLUMNS
          + """
            from delivery d
            where tenant = $1 and project = $2
              and ($3::text is null or channel = $3)
              and ($4::text is null or alert_id = $4)
              and ($5::text is null or outcome = $5)
              and id < $6
            order by id desc limit $7
            """;

  /** One index lookup for each alert. */
  static final String LAST_DELIVERIES =
      "select "
          + COLUMNS
          + """
            , c.snapshot::text as snapshot
            from unnest($1::text[], $2::text[], $3::text[]) as g (tenant, project, id)
            cross join lateral (
              select * from delivery
              where tenant = g.tenant and project = g.project and channel = $4
                and alert_id = g.id and outcome <> 'failed'
              order by id desc limit 1) d
            join alert_change c
              on c.tenant = d.tenant and c.project = d.project and c.scope_number = d.change
            """;

  private DeliverySql() {}

  static Tuple addArguments(List<Delivery> deliveries) {
    return ArrayColumns.of(deliveries)
        .scope(delivery -> delivery.scope())
        .text(Delivery::channel)
        .text(Delivery::alertId)
        .text(Delivery::rule)
        .text(delivery -> delivery.state().code())
        .number(Delivery::change)
        .text(Delivery::outcome)
        .number(Delivery::attempt)
        .time(Delivery::at)
        .text(Delivery::detail)
        .tuple();
  }

  static Tuple alertKeys(List<Scoped<String>> alerts) {
    return ArrayColumns.of(alerts).scope(alert -> alert.scope()).text(Scoped::value).tuple();
  }

  static Delivery delivery(Row row) {
    return new Delivery(
        Rows.scope(row),
        row.getString("channel"),
        row.getString("alert_id"),
        row.getString("rule"),
        Alert.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getLong("change"),
        row.getString("outcome"),
        row.getInteger("attempt"),
        Rows.instant(row, "at"),
        row.getString("detail"));
  }
}
