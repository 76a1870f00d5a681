package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.EntityState.Milestone;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStateQuery;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Table {@code entity_state}: the state of each entity. */
final class EntityStateSql {
  /**
   * Writes states that are new or different, and gives only these a revision. A change of facts
   * counts as a difference, because readers use both. To be run under {@link
   * AdvisoryLocks#ENTITY_STATES}, so that no revision becomes visible before a smaller one.
   */
  static final String SAVE =
      """
      insert into entity_state (tenant, project, kind, id, state, level, trust, source, product, cluster,
        start_time, end_time, top_kind, top_id, trace_id, span_id, milestones, facts_digest, revision)
      select g.tenant, g.project, g.kind, g.id, g.state, g.level, g.trust, g.source, g.product,
        g.cluster, g.start_time, g.end_time, g.top_kind, g.top_id, g.trace_id, g.span_id,
        g.milestones::jsonb, coalesce(md5(e.facts::text), ''), nextval('entity_state_revision')
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::float8[], $8::text[], $9::text[], $10::text[], $11::timestamptz[],
        $12::timestamptz[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
        as g (tenant, project, kind, id, state, level, trust, source, product, cluster,
        start_time, end_time, top_kind, top_id, trace_id, span_id, milestones)
      left join lateral (
        select * from entity_state
        where tenant = g.tenant and project = g.project and kind = g.kind and id = g.id
        offset 0) as l on true
      left join lateral (
        select entity.facts from entity
        where tenant = g.tenant and project = g.project and kind = g.kind and id = g.id
        offset 0) as e on true
      where l.id is null
        or (l.state, l.level, l.trust, l.source, l.product, l.cluster, l.start_time, l.end_time,
          l.top_kind, l.top_id, l.trace_id, l.span_id, l.milestones, l.facts_digest)
          is distinct from
          (g.state, g.level, g.trust, g.source, g.product, g.cluster, g.start_time, g.end_time,
          g.top_kind, g.top_id, g.trace_id, g.span_id, g.milestones::jsonb,
          coalesce(md5(e.facts::text), ''))
      on conflict (tenant, project, kind, id) do update set
        state = excluded.state, level = excluded.level, trust = excluded.trust,
        source = excluded.source, product = excluded.product, cluster = excluded.cluster,
        start_time = excluded.start_time, end_time = excluded.end_time,
        top_kind = excluded.top_kind, top_id = excluded.top_id, trace_id = excluded.trace_id,
        span_id = excluded.span_id, milestones = excluded.milestones,
        facts_digest = excluded.facts_digest, revision = excluded.revision
      """;

  private static final String SELECT =
      """
      select l.tenant, l.project, l.kind, l.id, l.state, l.level, l.trust, l.source, l.product,
        l.cluster, l.start_time, l.end_time, l.top_kind, l.top_id, l.trace_id, l.span_id,
        l.milestones::text as milestones, l.revision, e.facts::text as facts
      from entity_state l
      left join lateral (
        select facts from entity
        where tenant = l.tenant and project = l.project and kind = l.kind and id = l.id
        offset 0) as e on true
      """;

  static final String AFTER = SELECT + "where l.revision > $1 order by l.revision limit $2";

  static final String LIST =
      SELECT
          + """
            where l.tenant = $1 and l.project = $2
              and ($3::text is null or l.kind = $3)
              and ($4::text[] is null or l.state = any($4))
              and ($5::text is null or l.source = $5)
              and ($6::text is null or l.product = $6)
              and ($7::text is null or l.cluster = $7)
              and ($8::text is null or l.level = $8)
              and ($9::timestamptz is null or l.end_time >= $9)
              and ($10::text is null or starts_with(l.id, $10))
              and (l.kind, l.id) > ($11, $12)
            order by l.kind, l.id limit $13
            """;

  private EntityStateSql() {}

  static Tuple saveArguments(List<Scoped<EntityState>> entityStates) {
    return ArrayColumns.of(entityStates)
        .scope(row -> row.scope())
        .text(row -> row.value().key().kind().code())
        .text(row -> row.value().key().id())
        .text(row -> row.value().state())
        .text(row -> row.value().level())
        .real(row -> row.value().trust())
        .text(row -> row.value().source())
        .text(row -> row.value().product())
        .text(row -> row.value().cluster())
        .time(row -> row.value().start())
        .time(row -> row.value().end())
        .text(row -> row.value().top().kind().code())
        .text(row -> row.value().top().id())
        .text(row -> row.value().traceId())
        .text(row -> row.value().spanId())
        .text(row -> milestones(row.value().marks()))
        .tuple();
  }

  static Tuple listArguments(EntityStateQuery query, String afterKind, String afterId, int limit) {
    Set<String> states = query.states();
    return Tuple.of(query.scope().tenant(), query.scope().project())
        .addString(query.kind() == null ? null : query.kind().code())
        .addArrayOfString(
            states == null
                ? null
                : states.stream().map(ArrayColumns::storable).toArray(String[]::new))
        .addString(ArrayColumns.storable(query.source()))
        .addString(ArrayColumns.storable(query.product()))
        .addString(ArrayColumns.storable(query.cluster()))
        .addString(ArrayColumns.storable(query.level()))
        .addOffsetDateTime(ArrayColumns.utc(query.endedSince()))
        .addString(ArrayColumns.storable(query.idPrefix()))
        .addString(afterKind)
        .addString(afterId)
        .addInteger(limit);
  }

  static EntityStateRow row(Row row) {
    EntityState state = entityState(row);
    return new EntityStateRow(
        row.getLong("revision"), Rows.scope(row), state, facts(state.key(), row));
  }

  static EntityState entityState(Row row) {
    return EntityState.builder()
        .key(EntitySql.key(row, "kind", "id"))
        .state(row.getString("state"))
        .level(row.getString("level"))
        .trust(row.getDouble("trust"))
        .source(row.getString("source"))
        .product(row.getString("product"))
        .cluster(row.getString("cluster"))
        .start(Rows.instantOrNull(row, "start_time"))
        .end(Rows.instantOrNull(row, "end_time"))
        .top(EntitySql.key(row, "top_kind", "top_id"))
        .traceId(row.getString("trace_id"))
        .spanId(row.getString("span_id"))
        .marks(milestones(row.getString("milestones")))
        .build();
  }

  /** An entity without facts was only named in lists. */
  private static EntityFacts facts(EntityKey key, Row row) {
    return row.getString("facts") == null ? EntityFacts.unknown(key) : EntitySql.facts(row);
  }

  private static String milestones(SortedMap<Milestone, Instant> milestones) {
    Json.Builder json = Json.object();
    milestones.forEach((milestone, at) -> json.put(name(milestone), at));
    return json.build().encode();
  }

  private static SortedMap<Milestone, Instant> milestones(String text) {
    Json.Fields json = JsonText.parseObject(text);
    SortedMap<Milestone, Instant> milestones = new TreeMap<>();
    for (Milestone milestone : Milestone.values()) {
      json.text(name(milestone)).ifPresent(at -> milestones.put(milestone, Instant.parse(at)));
    }
    return milestones;
  }

  private static String name(Milestone milestone) {
    return milestone.name().toLowerCase(Locale.ROOT);
  }
}
