package dev.intentobserve.store.alert;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.AlertJson;
import dev.intentobserve.parser.JsonText;
import dev.intentobserve.ports.AlertStorePorts.AlertRow;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.KeysetCursor;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** Tables {@code alert} and {@code alert_change}. */
final class AlertSql {
  /**
   * Saves and numbers the alerts that differ from their saved state; answers the numbers. To be run
   * under {@link AdvisoryLocks#ALERT_CHANGES}, so that changes become visible in the order of their
   * numbers and a reader that continues after the last number skips none. Not the lock of the
   * appender, because an evaluation must not wait for a batch of events.
   */
  static final String SAVE =
      """
      with given as materialized (
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
          $6::text[], $7::text[], $8::timestamptz[]) with ordinality as g (
          tenant, project, id, rule, severity, state, snapshot, at, n)
      ), fresh as materialized (
        select given.*, (select coalesce(max(number), 1) from alert_change)
          + row_number() over (order by n) as number,
          coalesce((select c.scope_number from alert_change c
            where c.tenant = given.tenant and c.project = given.project
            order by c.scope_number desc limit 1), 1)
            + row_number() over (partition by tenant, project order by n) as scope_number
        from given
        where not exists (
          select from alert a
          where a.tenant = given.tenant and a.project = given.project and a.id = given.id
            and a.snapshot::text = given.snapshot)
      ), changed as (
        insert into alert_change (number, scope_number, tenant, project, alert_id, at, snapshot)
        select number, scope_number, tenant, project, id, at, snapshot::json from fresh
      ), saved as (
        insert into alert (tenant, project, id, rule, severity, state, snapshot, change, changed_at)
        select distinct on (tenant, project, id) tenant, project, id, rule, severity, state,
          snapshot::json, scope_number, at
        from fresh
        order by tenant, project, id, number desc
        on conflict (tenant, project, id) do update set
          rule = excluded.rule, severity = excluded.severity, state = excluded.state,
          snapshot = excluded.snapshot, change = excluded.change, changed_at = excluded.changed_at
      )
      select number from fresh
      """;

  static final String OPEN =
      """
      select tenant, project, snapshot::text as snapshot from alert
      where state <> 'resolved'
      order by changed_at, tenant, project, change
      """;

  /** One row without an alert if none is firing. */
  static final String FIRING =
      """
      select h.head, c.number, c.scope_number, a.tenant, a.project, a.changed_at as at,
        a.snapshot::text as snapshot
      from (select coalesce(max(number), 1) as head from alert_change) h
      left join (alert a
        join alert_change c
          on c.tenant = a.tenant and c.project = a.project and c.scope_number = a.change)
        on a.state = 'firing'
      order by c.number
      """;

  static final String AFTER =
      """
      select number, scope_number, tenant, project, at, snapshot::text as snapshot
      from alert_change
      where number > $1
      order by number limit $2
      """;

  static final String AFTER_IN_SCOPE =
      """
      select number, scope_number, tenant, project, at, snapshot::text as snapshot
      from alert_change
      where tenant = $1 and project = $2 and scope_number > $3
      order by scope_number limit $4
      """;

  static final String HEAD_OF_SCOPE =
      """
      select coalesce(max(scope_number), 1) as head from alert_change
      where tenant = $1 and project = $2
      """;

  static final String FIND =
      """
      select change, changed_at, snapshot::text as snapshot
      from alert
      where tenant = $1 and project = $2 and id = $3
      """;

  /** Resolved alerts, the latest first; read along an index, however many there are. */
  static final String LIST_RESOLVED =
      """
      select 0 as urgency, change, changed_at, snapshot::text as snapshot
      from alert
      where tenant = $1 and project = $2
        and state = 'resolved' and (state = 'firing') = false
        and ($3::text is null or rule = $3)
        and ($4::text is null or severity = $4)
        and ($5::bigint is null or change < $5)
      order by change desc limit $6
      """;

  /**
   * Active alerts: the most severe first; within a severity firing before pending; within these the
   * latest change first. The rule {@code $6} of test alerts comes last.
   */
  static final String LIST_OPEN =
      """
      with open as (
        select change, changed_at, snapshot,
          case
            when rule = $6 then 0
            when severity = 'critical' then 6
            when severity = 'warning' then 4
            else 2
          end + (state = 'firing')::int as urgency
        from alert
        where tenant = $1 and project = $2 and state <> 'resolved'
          and ($3::text is null or rule = $3)
          and ($4::text is null or severity = $4)
          and ($5::text is null or state = $5)
      )
      select urgency, change, changed_at, snapshot::text as snapshot
      from open
      where $7::int is null or (urgency, change) < ($7, $8::bigint)
      order by urgency desc, change desc limit $9
      """;

  /** An alert with its rank in a list. */
  record Ranked(int urgency, AlertRow row) {
    String sortKey() {
      return KeysetCursor.encode(urgency, row.change());
    }
  }

  private AlertSql() {}

  static Tuple saveArguments(List<Scoped<Alert>> alerts, Instant at) {
    return ArrayColumns.of(alerts)
        .scope(row -> row.scope())
        .text(row -> row.value().id())
        .text(row -> row.value().rule())
        .text(row -> row.value().severity().code())
        .text(row -> row.value().state().code())
        .text(row -> AlertJson.write(row.value()).encode())
        .time(row -> at)
        .tuple();
  }

  static Alert alert(Row row) {
    return AlertJson.read(JsonText.parseObject(row.getString("snapshot")));
  }

  static Scoped<Alert> scoped(Row row) {
    return new Scoped<>(Rows.scope(row), alert(row));
  }

  static AlertRow alertRow(Row row) {
    return new AlertRow(row.getLong("change"), Rows.instant(row, "changed_at"), alert(row));
  }

  static Ranked ranked(Row row) {
    return new Ranked(row.getInteger("urgency"), alertRow(row));
  }

  static Change change(Row row) {
    return new Change(
        row.getLong("number"),
        row.getLong("scope_number"),
        Rows.scope(row),
        Rows.instant(row, "at"),
        alert(row));
  }
}
