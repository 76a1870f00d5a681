package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Tables {@code membership}, {@code alias} and {@code stale}: claims between entities, and the
 * roots they concern.
 */
final class ClaimSql {
  /**
   * One row an event, parent and part of the list; committing an event again changes nothing, also
   * where it was cut in other parts: of two rows that begin at one place the longer one stays.
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

  /** Keeps an intent's earliest claim on a string. */
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

  /** {@code since} stays when a root that is dirty gets dirtier: the oldest goes first. */
  static final String MARK_STALE =
      """
      insert into stale_root as d (tenant, project, root_kind, root_id, since, version)
      select tenant, project, kind, id, nextval('stale_root_version'), currval('stale_root_version')
      from (
        select distinct * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
          as g (tenant, project, kind, id)
        order by tenant, project, kind, id) as roots
      on conflict (tenant, project, root_kind, root_id)
      do update set version = excluded.version
      """;

  /**
   * {@code $2}: without those that are not to be tried yet; null for all. What the last summary
   * counted tells how large the tree of a root is.
   */
  static final String LIST_STALE =
      """
      select d.tenant, d.project, d.root_kind, d.root_id, d.version, d.attempts,
        coalesce(s.spans, 0) as spans
      from (
        select * from stale_root
        where $2::timestamptz is null or next_try is null or next_try <= $2
        order by since limit $1) as d
      left join lateral (
        select spans from trace_summary
        where d.root_kind in ('intent', 'cluster') and tenant = d.tenant and project = d.project and root_kind = d.root_kind
          and root_id = d.root_id
        offset 0) as s on true
      order by d.since
      """;

  static final String COUNT_STALE =
      "select count(*)::int from (select from stale_root limit $1) as counted";

  /** How many of these roots are dirty, be it dirtier than they were. */
  static final String COUNT_STILL_STALE =
      """
      select count(*)
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
        as g (tenant, project, kind, id, version)
      join stale_root d on d.tenant = g.tenant and d.project = g.project and d.root_kind = g.kind
        and d.root_id = g.id and d.version >= g.version
      """;

  static final String CLEAR_STALE =
      """
      delete from stale_root d
      using unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
        as g (tenant, project, kind, id, version)
      where d.tenant = g.tenant and d.project = g.project and d.root_kind = g.kind
        and d.root_id = g.id and d.version = g.version
      """;

  /** What grew dirtier while it was remade is dirty since now, and not more often than others. */
  static final String REMARK_STALE =
      """
      update stale_root d set since = nextval('stale_root_version'), marked_time = now(), attempts = 0,
        failing_since = null, next_try = null, error = null
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
        as g (tenant, project, kind, id, version)
      where d.tenant = g.tenant and d.project = g.project and d.root_kind = g.kind
        and d.root_id = g.id and d.version > g.version
      """;

  private ClaimSql() {}

  static Tuple memberships(List<Scoped<Membership>> memberships) {
    return ArrayColumns.of(memberships)
        .text(row -> row.scope().tenant())
        .text(row -> row.scope().project())
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

  static Tuple aliases(List<Scoped<TraceAlias>> aliases) {
    return ArrayColumns.of(aliases)
        .text(row -> row.scope().tenant())
        .text(row -> row.scope().project())
        .text(row -> EntitySql.comparable(row.value().traceRef()))
        .text(row -> row.value().traceRef())
        .text(row -> row.value().intentId())
        .time(row -> row.value().stamp().time())
        .number(row -> row.value().stamp().rank())
        .text(row -> row.value().stamp().eventId())
        .tuple();
  }

  static Tuple roots(Collection<Scoped<EntityKey>> roots) {
    return ArrayColumns.of(List.copyOf(roots))
        .text(row -> row.scope().tenant())
        .text(row -> row.scope().project())
        .text(row -> row.value().kind().code())
        .text(row -> row.value().id())
        .tuple();
  }

  static Tuple versionedRoots(List<StaleRoot> done) {
    return ArrayColumns.of(done)
        .text(row -> row.scope().tenant())
        .text(row -> row.scope().project())
        .text(row -> row.root().kind().code())
        .text(row -> row.root().id())
        .number(StaleRoot::version)
        .tuple();
  }

  static List<Membership> allMemberships(Iterable<Row> rows) {
    List<Membership> memberships = new ArrayList<>();
    for (Row row : rows) {
      memberships.add(
          new Membership(
              EntitySql.key(row, "parent_kind", "parent_id"),
              EntityKind.of(row.getString("member_kind")).orElse(EntityKind.OTHER),
              Arrays.asList(row.getArrayOfStrings("members")),
              stamp(row)));
    }
    return memberships;
  }

  static List<TraceAlias> allAliases(Iterable<Row> rows) {
    List<TraceAlias> aliases = new ArrayList<>();
    for (Row row : rows) {
      aliases.add(
          new TraceAlias(row.getString("trace_ref"), row.getString("intent_id"), stamp(row)));
    }
    return aliases;
  }

  private static Stamp stamp(Row row) {
    return new Stamp(
        ArrayColumns.instant(row, "stamp_time"),
        row.getInteger("stamp_rank"),
        row.getString("event_id"));
  }

  /** An id spans one line only, so that a newline can separate. */
  private static String lines(List<String> ids) {
    return String.join("\n", ids.stream().map(id -> id.replace('\n', ' ')).toList());
  }
}
