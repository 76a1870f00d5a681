package dev.intentobserve.store.projection;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityFactsJson;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.parser.JsonText;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables {@code entity}, {@code parent} and {@code trace_string}: what is known of each entity. */
final class EntitySql {
  /** For facts whose state is computed later. */
  static final String SAVE =
      """
      insert into entity (tenant, project, kind, id, facts, first_time, revision)
      select tenant, project, kind, id, facts::json, first_time, revision
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
        $6::timestamptz[], $7::bigint[])
        as g (tenant, project, kind, id, facts, first_time, revision)
      order by tenant, project, kind, id
      on conflict (tenant, project, kind, id) do update set
        facts = excluded.facts, first_time = excluded.first_time, revision = excluded.revision
      """;

  static final String SAVE_PARENTS =
      """
      insert into parent as p (tenant, project, kind, id, parent_kind, parent_id)
      select * from unnest(
        $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
        as g (tenant, project, kind, id, parent_kind, parent_id)
      order by tenant, project, kind, id, parent_kind
      on conflict (tenant, project, kind, id, parent_kind)
      do update set parent_id = excluded.parent_id where p.parent_id <> excluded.parent_id
      """;

  static final String SAVE_TRACE_STRINGS =
      """
      insert into trace_string (tenant, project, kind, id, ref)
      select distinct * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
        as g (tenant, project, kind, id, ref)
      on conflict do nothing
      """;

  private record ParentRow(Scope scope, EntityKey child, EntityKind parentKind, String parentId) {}

  private record TraceString(Scope scope, EntityKey key, String ref) {}

  private EntitySql() {}

  static Tuple saveArguments(List<EntityRow> rows) {
    return facts(rows).number(EntityRow::revision).tuple();
  }

  /** The key and the facts of each row. */
  static ArrayColumns<EntityRow> facts(List<EntityRow> rows) {
    return ArrayColumns.of(rows)
        .scope(EntityRow::scope)
        .text(row -> row.key().kind().code())
        .text(row -> row.key().id())
        .text(row -> row.facts() == null ? null : EntityFactsJson.write(row.facts()).encode())
        .time(row -> row.facts() == null ? null : time(row.facts().firstSeen()));
  }

  static Tuple parentArguments(List<Scoped<EntityFacts>> facts) {
    List<ParentRow> parents = new ArrayList<>();
    for (Scoped<EntityFacts> row : facts) {
      row.value()
          .parents()
          .forEach(
              (kind, claim) ->
                  parents.add(new ParentRow(row.scope(), row.value().key(), kind, claim.value())));
    }
    return ArrayColumns.of(parents)
        .scope(parent -> parent.scope())
        .text(parent -> parent.child().kind().code())
        .text(parent -> parent.child().id())
        .text(parent -> parent.parentKind().code())
        .text(ParentRow::parentId)
        .tuple();
  }

  static Tuple traceStringArguments(List<Scoped<EntityFacts>> facts) {
    List<TraceString> strings = new ArrayList<>();
    for (Scoped<EntityFacts> row : facts) {
      for (String ref : row.value().traceRefs().keySet()) {
        strings.add(new TraceString(row.scope(), row.value().key(), TraceIds.traceKey(ref)));
      }
    }
    return ArrayColumns.of(strings)
        .scope(string -> string.scope())
        .text(string -> string.key().kind().code())
        .text(string -> string.key().id())
        .text(TraceString::ref)
        .tuple();
  }

  static EntityFacts facts(Row row) {
    return EntityFactsJson.read(
        key(row, "kind", "id"), JsonText.parseObject(row.getString("facts")));
  }

  static EntityKey key(Row row, String kind, String id) {
    return new EntityKey(
        EntityKind.of(row.getString(kind)).orElse(EntityKind.OTHER), row.getString(id));
  }

  private static @Nullable Instant time(@Nullable Stamp stamp) {
    return stamp == null ? null : stamp.time();
  }

  static Tuple keys(Scope scope, Collection<EntityKey> keys) {
    return Tuple.of(scope.tenant(), scope.project())
        .addArrayOfString(keys.stream().map(key -> key.kind().code()).toArray(String[]::new))
        .addArrayOfString(
            keys.stream().map(key -> ArrayColumns.storable(key.id())).toArray(String[]::new));
  }
}
