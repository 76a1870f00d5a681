package dev.intentobserve.store.projection;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.ports.StorePorts.IncomingLink;
import dev.intentobserve.ports.StorePorts.IncomingLinksOf;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.PageLimit;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Table {@code link}: the links of entities, by their targets. */
final class LinkSql {
  static final String SAVE =
      """
      insert into link (tenant, project, to_kind, to_id, kind, id, relation)
      select distinct * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
        $6::text[], $7::text[])
        as g (tenant, project, to_kind, to_id, kind, id, relation)
      order by 1, 2, 3, 4, 5, 6, 7
      on conflict do nothing
      """;

  /**
   * The entities that link to some targets and are none of these themselves; {@code $3} kinds and
   * {@code $4} ids of the targets. {@code offset 0} makes the planner look up each target, whatever
   * it believes about the size of the table.
   */
  static final String INCOMING =
      """
      with target (kind, id) as materialized (
        select distinct k.kind collate "C", k.id collate "C"
        from unnest($3::text[], $4::text[]) as k (kind, id)
      )
      select e.kind, e.id, e.facts::text as facts, l.relation, l.to_kind, l.to_id
      from target t
      cross join lateral (
        select * from link
        where tenant = $1 and project = $2 and to_kind = t.kind and to_id = t.id
        offset 0) as l
      join entity e on e.tenant = $1 and e.project = $2 and e.kind = l.kind and e.id = l.id
        and e.facts is not null
      where (l.kind, l.id) not in (select kind, id from target)
      order by e.first_time nulls last, e.kind, e.id, l.relation, l.to_kind, l.to_id
      limit $5
      """;

  private record LinkRow(Scope scope, EntityKey from, String relation, String toKind, String toId) {
    static LinkRow of(Scope scope, EntityKey from, String link) {
      int space = link.indexOf(' ');
      int colon = link.indexOf(':', space);
      return new LinkRow(
          scope,
          from,
          link.substring(0, space),
          link.substring(space + 1, colon),
          link.substring(colon + 1));
    }
  }

  private LinkSql() {}

  static Tuple saveArguments(List<Scoped<EntityFacts>> facts) {
    List<LinkRow> linkRows = new ArrayList<>();
    for (Scoped<EntityFacts> row : facts) {
      for (String link : row.value().links()) {
        linkRows.add(LinkRow.of(row.scope(), row.value().key(), link));
      }
    }
    return ArrayColumns.of(linkRows)
        .scope(linkRow -> linkRow.scope())
        .text(LinkRow::toKind)
        .text(LinkRow::toId)
        .text(linkRow -> linkRow.from().kind().code())
        .text(linkRow -> linkRow.from().id())
        .text(LinkRow::relation)
        .tuple();
  }

  static Tuple incomingArguments(IncomingLinksOf question) {
    return EntitySql.keys(question.scope(), question.targets())
        .addInteger(PageLimit.of(question.limit()));
  }

  static IncomingLink incoming(Row row) {
    return new IncomingLink(
        EntitySql.facts(row), row.getString("relation"), EntitySql.key(row, "to_kind", "to_id"));
  }
}
