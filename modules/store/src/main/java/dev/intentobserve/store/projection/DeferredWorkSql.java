package dev.intentobserve.store.projection;

import dev.intentobserve.ports.DeferredWorkPorts.DeferRoot;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredEvent;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredRoot;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Table {@code deferred_event}, and the columns of {@code stale_root} about failures. */
final class DeferredWorkSql {
  /** An event that failed before keeps the time of its first failure. */
  static final String SAVE_EVENTS =
      """
      insert into deferred_event (tenant, project, seq, attempts, failing_since, next_try, error)
      select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[],
        $5::timestamptz[], $6::timestamptz[], $7::text[])
      on conflict (seq) do update set attempts = excluded.attempts, next_try = excluded.next_try,
        error = excluded.error
      """;

  static final String FORGET_EVENTS = "delete from deferred_event where seq = any($1)";

  static final String DUE_EVENTS =
      "select * from deferred_event where next_try <= $1 order by next_try, seq limit $2";

  static final String DEFER_ROOT =
      """
      update stale_root set attempts = attempts + 1, failing_since = coalesce(failing_since, $5),
        next_try = $6, error = $7
      where tenant = $1 and project = $2 and root_kind = $3 and root_id = $4
      """;

  static final String ROOTS =
      """
      select *, count(*) over () as total from stale_root where attempts > 0
      order by failing_since, root_kind, root_id limit $1
      """;

  static final String EVENTS =
      """
      select *, count(*) over () as total from deferred_event
      order by failing_since, seq limit $1
      """;

  private DeferredWorkSql() {}

  static Tuple saveArguments(List<DeferredEvent> events) {
    return ArrayColumns.of(events)
        .scope(event -> event.scope())
        .number(DeferredEvent::seq)
        .number(DeferredEvent::attempts)
        .time(DeferredEvent::since)
        .time(DeferredEvent::nextTry)
        .text(DeferredEvent::error)
        .tuple();
  }

  static Tuple deferArguments(DeferRoot step) {
    return Tuple.of(step.root().scope().tenant(), step.root().scope().project())
        .addString(step.root().root().kind().code())
        .addString(ArrayColumns.storable(step.root().root().id()))
        .addOffsetDateTime(ArrayColumns.utc(step.now()))
        .addOffsetDateTime(ArrayColumns.utc(step.nextTry()))
        .addString(step.error());
  }

  static DeferredRoot root(Row row) {
    return new DeferredRoot(
        Rows.scope(row),
        EntitySql.key(row, "root_kind", "root_id"),
        row.getInteger("attempts"),
        Rows.instant(row, "failing_since"),
        Rows.instant(row, "next_try"),
        row.getString("error"));
  }

  static DeferredEvent event(Row row) {
    return new DeferredEvent(
        Rows.scope(row),
        row.getLong("seq"),
        row.getInteger("attempts"),
        Rows.instant(row, "failing_since"),
        Rows.instant(row, "next_try"),
        row.getString("error"));
  }
}
