package dev.intentobserve.store.projection;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.EntityState.Milestone;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.ports.EntityStateQuery;
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
import org.jspecify.annotations.Nullable;

/** Table {@code entity}: the state of each entity. */
final class EntityStateSql {
  /**
   * Writes states that are new or different or have new facts: no facts leave those that are there.
   * To be run under {@link AdvisoryLocks#ENTITIES}, so that no revision becomes visible before a
   * smaller one.
   */
  static final String SAVE =
      """
      insert into entity as e (tenant, project, kind, id, facts, first_time, state, level, trust,
        source, product, cluster, start_time, end_time, top_kind, top_id, trace_id, span_id,
        milestones, revision)
      select tenant, project, kind, id, facts::json, first_time, state, level, trust, source,
        product, cluster, start_time, end_time, top_kind, top_id, trace_id, span_id,
        milestones::jsonb, revision
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
        $7::text[], $8::text[], $9::float8[], $10::text[], $11::text[], $12::text[],
        $13::timestamptz[], $14::timestamptz[], $15::text[], $16::text[], $17::text[],
        $18::text[], $19::text[], $20::bigint[])
        as g (tenant, project, kind, id, facts, first_time, state, level, trust, source, product,
        cluster, start_time, end_time, top_kind, top_id, trace_id, span_id, milestones, revision)
      order by tenant, project, kind, id
      on conflict (tenant, project, kind, id) do update set
        facts = coalesce(excluded.facts, e.facts),
        first_time = coalesce(excluded.first_time, e.first_time),
        state = excluded.state, level = excluded.level, trust = excluded.trust,
        source = excluded.source, product = excluded.product, cluster = excluded.cluster,
        start_time = excluded.start_time, end_time = excluded.end_time,
        top_kind = excluded.top_kind, top_id = excluded.top_id, trace_id = excluded.trace_id,
        span_id = excluded.span_id, milestones = excluded.milestones,
        revision = excluded.revision
      where excluded.facts is not null
        or (e.state, e.level, e.trust, e.source, e.product, e.cluster, e.start_time, e.end_time,
          e.top_kind, e.top_id, e.trace_id, e.span_id, e.milestones)
          is distinct from
          (excluded.state, excluded.level, excluded.trust, excluded.source, excluded.product,
          excluded.cluster, excluded.start_time, excluded.end_time, excluded.top_kind,
          excluded.top_id, excluded.trace_id, excluded.span_id, excluded.milestones)
      """;

  /** Moves the sequence past {@code $1} revisions, and answers the one before them. */
  static final String REVISIONS =
      """
      select setval('entity_revision', (select last_value + $1 from entity_revision)) - $1 as before
      """;

  /** All columns but the scope, as the readers here expect them. */
  static final String COLUMNS =
      """
      kind, id, facts::text as facts, state, level, trust, source, product, cluster, start_time,
      end_time, top_kind, top_id, trace_id, span_id, milestones::text as milestones
      """;

  private static final String SELECT =
      "select tenant, project, revision, %s from entity where state is not null "
          .formatted(COLUMNS);

  static final String AFTER = SELECT + "and revision > $1 order by revision limit $2";

  static final String LIST =
      SELECT
          + """
              and tenant = $1 and project = $2
              and ($3::text is null or kind = $3)
              and ($4::text[] is null or state = any($4))
              and ($5::text is null or source = $5)
              and ($6::text is null or product = $6)
              and ($7::text is null or cluster = $7)
              and ($8::text is null or level = $8)
              and ($9::timestamptz is null or end_time >= $9)
              and ($10::text is null or starts_with(id, $10))
              and (kind, id) > ($11, $12)
            order by kind, id limit $13
            """;

  private EntityStateSql() {}

  /** Of rows with a state. */
  static Tuple saveArguments(List<EntityRow> rows) {
    return EntitySql.facts(rows)
        .text(row -> state(row).state())
        .text(row -> state(row).level())
        .real(row -> state(row).trust())
        .text(row -> state(row).source())
        .text(row -> state(row).product())
        .text(row -> state(row).cluster())
        .time(row -> state(row).start())
        .time(row -> state(row).end())
        .text(row -> state(row).top().kind().code())
        .text(row -> state(row).top().id())
        .text(row -> state(row).traceId())
        .text(row -> state(row).spanId())
        .text(row -> milestones(state(row).marks()))
        .number(EntityRow::revision)
        .tuple();
  }

  private static EntityState state(EntityRow row) {
    return requireNonNull(row.state(), "state");
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

  private static @Nullable String milestones(SortedMap<Milestone, Instant> milestones) {
    if (milestones.isEmpty()) {
      return null;
    }
    Json.Builder json = Json.object();
    milestones.forEach((milestone, at) -> json.put(name(milestone), at));
    return json.build().encode();
  }

  private static SortedMap<Milestone, Instant> milestones(@Nullable String text) {
    SortedMap<Milestone, Instant> milestones = new TreeMap<>();
    if (text == null) {
      return milestones;
    }
    Json.Fields json = JsonText.parseObject(text);
    for (Milestone milestone : Milestone.values()) {
      json.text(name(milestone)).ifPresent(at -> milestones.put(milestone, Instant.parse(at)));
    }
    return milestones;
  }

  private static String name(Milestone milestone) {
    return milestone.name().toLowerCase(Locale.ROOT);
  }
}
