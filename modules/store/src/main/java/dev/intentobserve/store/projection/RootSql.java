package dev.intentobserve.store.projection;

import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Tuple;

/** Finds the roots that a reference names, in all tables of the entity graph. */
final class RootSql {
  /**
   * What a reference may mean; {@code $3} verbatim, {@code $4} in the form in which trace strings
   * are compared. Ids come before strings, intents before clusters, earlier claims before later
   * ones.
   */
  static final String ROOTS =
      """
      select kind, id
      from (
        select kind, id, 1 as rank, null::timestamptz as at
        from entity
        where tenant = $1 and project = $2 and kind in ('intent', 'cluster') and id = $3
          and facts is not null
        union all
        select parent_kind, parent_id, 1, null from parent
        where tenant = $1 and project = $2 and parent_kind in ('intent', 'cluster')
          and parent_id = $3
        union all
        select parent_kind, parent_id, 1, null from membership
        where tenant = $1 and project = $2 and parent_kind in ('intent', 'cluster')
          and parent_id = $3
        union all
        select 'intent', intent_id, 1, null from alias
        where tenant = $1 and project = $2 and intent_id = $3
        union all
        select 'intent', intent_id, 2, stamp_time from alias
        where tenant = $1 and project = $2 and ref = $4
        union all
        select root_kind, root_id, 3, last_event from trace_summary
        where tenant = $1 and project = $2 and trace_id = $4
        union all
        select e.kind, e.id, 4, e.first_time
        from trace_string t
        join entity e using (tenant, project, kind, id)
        where t.tenant = $1 and t.project = $2 and t.kind in ('intent', 'cluster') and t.ref = $4
      ) as candidate
      group by kind, id
      order by min(rank) = 1 desc, kind = 'intent' desc, min(rank), min(at) nulls last, kind, id
      limit 100
      """;

  private RootSql() {}

  static Tuple arguments(Scoped<String> question) {
    String ref = ArrayColumns.storable(question.value());
    return Tuple.of(
        question.scope().tenant(), question.scope().project(), ref, TraceIds.traceKey(ref));
  }
}
