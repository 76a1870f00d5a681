package dev.intentobserve.store.projection;

import dev.intentobserve.model.Scope;
import dev.intentobserve.ports.ProjectionPorts.Bearer;
import dev.intentobserve.ports.ProjectionPorts.Child;
import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Set;

/**
 * One step along the edges of the entity graph. Each entity is looked up on its own ({@code offset
 * 0}), because the planner expects more rows than there are and would read whole tables.
 */
final class EdgeSql {
  /** {@code $3} kinds and {@code $4} ids, as in all statements about entities here. */
  private static final String GIVEN =
      """
      from unnest($3::text[], $4::text[]) as k (kind, id)
      cross join lateral (
      """;

  static final String ENTITIES =
      "select e.* "
          + GIVEN
          + "select "
          + EntityStateSql.COLUMNS
          + """
              from entity
              where tenant = $1 and project = $2 and kind = k.kind collate "C"
                and id = k.id collate "C"
              offset 0) as e
            """;

  static final String RELATED =
      "with top (kind, id) as materialized (select distinct s.top_kind, s.top_id "
          + GIVEN
          + """
              select top_kind, top_id from entity
              where tenant = $1 and project = $2 and kind = k.kind collate "C"
                and id = k.id collate "C"
              offset 0) as s
            )
            select s.kind, s.id
            from top
            cross join lateral (
              select kind, id from entity
              where tenant = $1 and project = $2 and top_kind = top.kind and top_id = top.id
                and state is not null
              offset 0) as s
            limit $5
            """;

  /** The lists that name an entity, reduced to it: a list may have a thousand members. */
  static final String CLAIMS =
      "select m.parent_kind, m.parent_id, m.member_kind, array[k.id] as members, m.stamp_time,"
          + " m.stamp_rank, m.event_id "
          + GIVEN
          + """
              select * from membership where members @> array[k.id collate "C"]
              offset 0) as m
            where m.tenant = $1 and m.project = $2 and m.member_kind = k.kind
            """;

  static final String CHILDREN =
      "select k.kind as parent_kind, k.id as parent_id, p.kind, p.id "
          + GIVEN
          + """
              select kind, id from parent
              where tenant = $1 and project = $2 and parent_kind = k.kind collate "C"
                and parent_id = k.id collate "C"
              offset 0) as p
            """;

  static final String MEMBERS =
      "select m.* "
          + GIVEN
          + """
              select parent_kind, parent_id, member_kind, members, stamp_time, stamp_rank, event_id
              from membership
              where tenant = $1 and project = $2 and parent_kind = k.kind collate "C"
                and parent_id = k.id collate "C"
              offset 0) as m
            """;

  /** {@code $3} trace strings, {@code $4} ids of intents. */
  static final String ALIASES =
      """
      select a.trace_ref, a.intent_id, a.stamp_time, a.stamp_rank, a.event_id
      from unnest($3::text[]) as given (ref)
      cross join lateral (
        select * from alias where tenant = $1 and project = $2 and ref = given.ref collate "C"
        offset 0) as a
      union
      select a.trace_ref, a.intent_id, a.stamp_time, a.stamp_rank, a.event_id
      from unnest($4::text[]) as given (id)
      cross join lateral (
        select * from alias where tenant = $1 and project = $2 and intent_id = given.id collate "C"
        offset 0) as a
      """;

  /** {@code $3} trace strings. */
  static final String BEARERS =
      """
      select t.ref, t.kind, t.id
      from unnest($3::text[]) as given (ref)
      cross join lateral (
        select ref, kind, id from trace_string
        where tenant = $1 and project = $2 and ref = given.ref collate "C"
        offset 0) as t
      """;

  private EdgeSql() {}

  static Tuple strings(Scope scope, Set<String> refs) {
    return Tuple.of(scope.tenant(), scope.project()).addArrayOfString(ArrayColumns.storable(refs));
  }

  static Child child(Row row) {
    return new Child(
        EntitySql.key(row, "parent_kind", "parent_id"), EntitySql.key(row, "kind", "id"));
  }

  static Bearer bearer(Row row) {
    return new Bearer(row.getString("ref"), EntitySql.key(row, "kind", "id"));
  }
}
