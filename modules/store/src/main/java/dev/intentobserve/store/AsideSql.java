package dev.intentobserve.store;

import dev.intentobserve.contract.AsideContract.AsideEvent;
import dev.intentobserve.contract.AsideContract.AsideRoot;
import dev.intentobserve.contract.AsideContract.SetAside;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Table {@code event_aside}, and the columns of {@code dirty} that tell of failures. */
final class AsideSql {
  /** An event that failed before keeps the time it first did. */
  static final String SAVE_EVENTS =
      """
      insert into event_aside (tenant, project, seq, attempts, failing_since, next_try, error)
      select * from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[],
        $5::timestamptz[], $6::timestamptz[], $7::text[])
      on conflict (seq) do update set attempts = excluded.attempts, next_try = excluded.next_try,
        error = excluded.error
      """;

  static final String FORGET_EVENTS = "delete from event_aside where seq = any($1)";

  static final String DUE_EVENTS =
      "select * from event_aside where next_try <= $1 order by next_try, seq limit $2";

  static final String SET_ASIDE =
      """
      update dirty set attempts = attempts + 1, failing_since = coalesce(failing_since, $5),
        next_try = $6, error = $7
      where tenant = $1 and project = $2 and root_kind = $3 and root_id = $4
      """;

  static final String ROOTS =
      """
      select *, count(*) over () as all_of_them from dirty where attempts > 0
      order by failing_since, root_kind, root_id limit $1
      """;

  static final String EVENTS =
      """
      select *, count(*) over () as all_of_them from event_aside
      order by failing_since, seq limit $1
      """;

  private AsideSql() {}

  static Tuple events(List<AsideEvent> events) {
    return Columns.of(events)
        .text(event -> event.scope().tenant())
        .text(event -> event.scope().project())
        .number(AsideEvent::seq)
        .number(AsideEvent::attempts)
        .time(AsideEvent::since)
        .time(AsideEvent::nextTry)
        .text(AsideEvent::error)
        .tuple();
  }

  static Tuple setAside(SetAside step) {
    return Tuple.of(step.root().scope().tenant(), step.root().scope().project())
        .addString(step.root().root().kind().code())
        .addString(Columns.storable(step.root().root().id()))
        .addOffsetDateTime(Columns.utc(step.now()))
        .addOffsetDateTime(Columns.utc(step.nextTry()))
        .addString(step.error());
  }

  static AsideRoot root(Row row) {
    return new AsideRoot(
        EventRows.scope(row),
        EntitySql.key(row, "root_kind", "root_id"),
        row.getInteger("attempts"),
        Columns.instant(row, "failing_since"),
        Columns.instant(row, "next_try"),
        row.getString("error"));
  }

  static AsideEvent event(Row row) {
    return new AsideEvent(
        EventRows.scope(row),
        row.getLong("seq"),
        row.getInteger("attempts"),
        Columns.instant(row, "failing_since"),
        Columns.instant(row, "next_try"),
        row.getString("error"));
  }
}
