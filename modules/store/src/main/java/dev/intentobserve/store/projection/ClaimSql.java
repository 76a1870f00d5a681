package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;

/** Tables {@code membership} and {@code alias}: claims of events on relations between entities. */
final class ClaimSql {
  /**
   * One row for each event, parent and part of the list. Committing an event again changes nothing,
   * even if its list is divided differently: of two rows with the same start the longer one stays.
   */
  static final String SAVE_MEMBERSHIPS =
      """
      insert into membership as m (tenant, project, parent_kind, parent_id, member_kind, members,
        stamp_time, stamp_rank, event_id, part)
      select tenant, project, parent_kind, parent_id, member_kind,
        coalesce(string_to_array(members, E'\\n'), '{}'), stamp_time, stamp_rank, event_id, part
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::timestamptz[], $8::bigint[], $9::text[], $10::bigint[])
        as g (tenant, project, parent_kind, parent_id, member_kind, members, stamp_time,
        stamp_rank, event_id, part)
      on conflict (tenant, project, parent_kind, parent_id, event_id, member_kind, part)
      do update set members = excluded.members
      where cardinality(excluded.members) > cardinality(m.members)
      """;

  /** Keeps the earliest claim of an intent on a trace string. */
  static final String SAVE_ALIASES =
      """
      insert into alias as a (tenant, project, ref, trace_ref, intent_id, stamp_time, stamp_rank,
        event_id)
      select distinct on (tenant, project, trace_ref, intent_id) *
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
        $6::timestamptz[], $7::bigint[], $8::text[])
        as g (tenant, project, ref, trace_ref, intent_id, stamp_time, stamp_rank, event_id)
      order by tenant, project, trace_ref, intent_id, stamp_time, stamp_rank, event_id
      on conflict (tenant, project, trace_ref, intent_id) do update set
        stamp_time = excluded.stamp_time, stamp_rank = excluded.stamp_rank,
        event_id = excluded.event_id
      where (excluded.stamp_time, excluded.stamp_rank, excluded.event_id)
        < (a.stamp_time, a.stamp_rank, a.event_id)
      """;

  private ClaimSql() {}

  static Tuple membershipArguments(List<Scoped<Membership>> memberships) {
    return ArrayColumns.of(memberships)
        .scope(row -> row.scope())
        .text(row -> row.value().parent().kind().code())
        .text(row -> row.value().parent().id())
        .text(row -> row.value().memberKind().code())
        .text(row -> lines(row.value().ids()))
        .time(row -> row.value().stamp().time())
        .number(row -> row.value().stamp().rank())
        .text(row -> row.value().stamp().eventId())
        .number(row -> row.value().part())
        .tuple();
  }

  static Tuple aliasArguments(List<Scoped<TraceAlias>> aliases) {
    return ArrayColumns.of(aliases)
        .scope(row -> row.scope())
        .text(row -> TraceIds.traceKey(row.value().traceRef()))
        .text(row -> row.value().traceRef())
        .text(row -> row.value().intentId())
        .time(row -> row.value().stamp().time())
        .number(row -> row.value().stamp().rank())
        .text(row -> row.value().stamp().eventId())
        .tuple();
  }

  static List<Membership> allMemberships(Iterable<Row> rows) {
    return Rows.map(
        rows,
        row ->
            new Membership(
                EntitySql.key(row, "parent_kind", "parent_id"),
                EntityKind.of(row.getString("member_kind")).orElse(EntityKind.OTHER),
                Arrays.asList(row.getArrayOfStrings("members")),
                stamp(row)));
  }

  static List<TraceAlias> allAliases(Iterable<Row> rows) {
    return Rows.map(
        rows,
        row -> new TraceAlias(row.getString("trace_ref"), row.getString("intent_id"), stamp(row)));
  }

  private static Stamp stamp(Row row) {
    return new Stamp(
        Rows.instant(row, "stamp_time"), row.getInteger("stamp_rank"), row.getString("event_id"));
  }

  /** Separated by newlines, because an id has none. */
  private static String lines(List<String> ids) {
    return String.join("\n", ids.stream().map(id -> id.replace('\n', ' ')).toList());
  }
}
