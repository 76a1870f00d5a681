package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.StaleRoot;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;

/** Table {@code stale_root}: roots whose summary and states are to be computed again. */
final class StaleRootSql {
  /**
   * A root that is stale already keeps its {@code first_version}: the oldest is refreshed first.
   */
  static final String MARK =
      """
      insert into stale_root as d (tenant, project, root_kind, root_id, first_version, version)
      select tenant, project, kind, id, nextval('stale_root_version'), currval('stale_root_version')
      from (
        select distinct * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
          as g (tenant, project, kind, id)
        order by tenant, project, kind, id) as roots
      on conflict (tenant, project, root_kind, root_id)
      do update set version = excluded.version
      """;

  /**
   * A refresh that another process began with older facts does not end with these marks cleared.
   */
  static final String CHANGED_AGAIN =
      """
      update stale_root d set version = nextval('stale_root_version')
      from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as g (tenant, project, kind, id)
      where d.tenant = g.tenant and d.project = g.project and d.root_kind = g.kind
        and d.root_id = g.id
      """;

  /**
   * {@code $2}: leaves out roots that are not to be tried before that time; null for all. {@code
   * spans} of the last summary tells how large the tree of a root is.
   */
  static final String LIST =
      """
      select d.tenant, d.project, d.root_kind, d.root_id, d.version, d.attempts,
        coalesce(s.spans, 0) as spans
      from (
        select * from stale_root
        where $2::timestamptz is null or next_try is null or next_try <= $2
        order by first_version limit $1) as d
      left join lateral (
        select spans from trace_summary
        where d.root_kind in ('intent', 'cluster') and tenant = d.tenant
          and project = d.project and root_kind = d.root_kind and root_id = d.root_id
        offset 0) as s on true
      order by d.first_version
      """;

  static final String COUNT =
      "select count(*)::int from (select from stale_root limit $1) as counted";

  /** How many of these roots are still stale, with the same version or a newer one. */
  static final String COUNT_STILL =
      """
      select count(*)
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
        as g (tenant, project, kind, id, version)
      join stale_root d on d.tenant = g.tenant and d.project = g.project and d.root_kind = g.kind
        and d.root_id = g.id and d.version >= g.version
      """;

  static final String CLEAR =
      """
      delete from stale_root d
      using unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
        as g (tenant, project, kind, id, version)
      where d.tenant = g.tenant and d.project = g.project and d.root_kind = g.kind
        and d.root_id = g.id and d.version = g.version
      """;

  /**
   * A root that changed during its refresh becomes stale from now on, so that it does not take
   * precedence over roots that have waited longer.
   */
  static final String REMARK =
      """
      update stale_root d set first_version = nextval('stale_root_version'), marked_time = now(),
        attempts = 0, failing_since = null, next_try = null, error = null
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[])
        as g (tenant, project, kind, id, version)
      where d.tenant = g.tenant and d.project = g.project and d.root_kind = g.kind
        and d.root_id = g.id and d.version > g.version
      """;

  private StaleRootSql() {}

  static Tuple markArguments(Collection<Scoped<EntityKey>> roots) {
    return ArrayColumns.of(List.copyOf(roots))
        .scope(row -> row.scope())
        .text(row -> row.value().kind().code())
        .text(row -> row.value().id())
        .tuple();
  }

  static Tuple versionArguments(List<StaleRoot> done) {
    return ArrayColumns.of(done)
        .scope(row -> row.scope())
        .text(row -> row.root().kind().code())
        .text(row -> row.root().id())
        .number(StaleRoot::version)
        .tuple();
  }

  static StaleRoot root(Row row) {
    return new StaleRoot(
        Rows.scope(row),
        EntitySql.key(row, "root_kind", "root_id"),
        row.getLong("version"),
        row.getInteger("attempts"),
        row.getInteger("spans"));
  }
}
