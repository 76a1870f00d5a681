package dev.intentobserve.store.record;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Table {@code event}: the record. */
final class EventSql {
  static final String COLUMNS =
      """
      seq, scope_seq, tenant, project, event_id, digest, type, raw_type, source, entity_kind, entity_id,
      event_time, received_time, trace_ref, actor, title, flags, dialect, receiver, body
      """;

  /**
   * What the next numbers depend on, to be read under {@link AdvisoryLocks#APPEND}: the head of the
   * record, the head of each scope, and which of the given events are known, by their position
   * {@code n}. In {@code known} the limit and the empty strings force the planner to use the index
   * of ids for each event, even if its statistics are older than most of the table; in the head of
   * a scope the order and the limit do the same.
   */
  static final String LOOK_UP =
      """
      with given as materialized (
        select * from unnest($1::text[], $2::text[], $3::text[]) with ordinality as g (
          tenant, project, event_id, n)
      ), known as materialized (
        select g.n, e.scope_seq, e.digest
        from given g
        cross join lateral (
          select scope_seq, digest from event
          where event_id = g.event_id and tenant || '' = g.tenant and project || '' = g.project
          limit 1) as e
      )
      select null::bigint as n, null::text as tenant, null::text as project,
        coalesce(max(seq), 0) as seq, null::text as digest
      from event
      union all
      select null, s.tenant, s.project, coalesce((
        select scope_seq from event e
        where e.tenant = s.tenant and e.project = s.project
        order by e.scope_seq desc limit 1), 0), null
      from unnest($4::text[], $5::text[]) as s (tenant, project)
      union all
      select n, null, null, scope_seq, digest from known
      """;

  /** Stores events with numbers that were assigned under {@link AdvisoryLocks#APPEND}. */
  static final String INSERT =
      """
      insert into event (seq, scope_seq, tenant, project, event_id, digest, type, raw_type, source,
        entity_kind, entity_id, touches, event_time, received_time, trace_ref, actor, title, flags,
        dialect, receiver, body)
      select seq, scope_seq, tenant, project, event_id, digest, type, raw_type, source, entity_kind,
        entity_id, string_to_array(touches, E'\\n'), event_time, received_time, trace_ref, actor,
        title, string_to_array(flags, ' '), dialect, receiver, body
      from unnest(
        $1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::timestamptz[],
        $14::timestamptz[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[],
        $20::text[], $21::bytea[]) as g (
        seq, scope_seq, tenant, project, event_id, digest, type, raw_type, source, entity_kind,
        entity_id, touches, event_time, received_time, trace_ref, actor, title, flags, dialect,
        receiver, body)
      """;

  static final String HEAD = "select coalesce(max(seq), 0) as head from event";

  /** Bytes of the bodies before each event of a page, by sort column and direction. */
  static final String BYTES_BEFORE =
      """
      sum(octet_length(body)) over (order by %s %s rows unbounded preceding) - octet_length(body)
      """;

  /**
   * At most {@code $3} events and about {@code $4} bytes of bodies, but at least one event. Both
   * ends of the page are given, because for an open end the planner may expect few events, from
   * statistics older than the last of them, and read and sort all that follow.
   */
  static final String READ_AFTER =
      """
      with beginning as materialized (select min(seq) as seq from event where seq > $1)
      select %s, coalesce((select max(seq) from event where seq <= $2), 0) as head
      from (
        select *, %s as before
        from event
        where seq >= (select seq from beginning)
          and seq <= least($2, (select seq from beginning) + $3 - 1)
      ) as measured
      where before < $4
      order by seq
      """
          .formatted(COLUMNS, BYTES_BEFORE.formatted("seq", "asc"));

  /**
   * The position in the whole record for a reader that has read a scope up to {@code $3}: before
   * the next event of the scope, or at the end of the record if there is none.
   */
  static final String POSITION =
      """
      select coalesce(
          (select seq - 1 from event
            where tenant = $1 and project = $2 and scope_seq > $3
            order by scope_seq limit 1),
          (select max(seq) from event), 0) as seq,
        coalesce(
          (select scope_seq from event
            where tenant = $1 and project = $2 and scope_seq <= $3
            order by scope_seq desc limit 1), 0) as scope_seq
      """;

  static final String FIND =
      "select %s from event where tenant = $1 and project = $2 and event_id = $3"
          .formatted(COLUMNS);

  private EventSql() {}

  static Tuple lookUp(List<AppendBatch.Row> rows) {
    List<Scope> scopes = rows.stream().map(AppendBatch.Row::scope).distinct().toList();
    return ArrayColumns.of(rows)
        .scope(row -> row.scope())
        .text(row -> row.event().eventId())
        .tuple()
        .addArrayOfString(scopes.stream().map(Scope::tenant).toArray(String[]::new))
        .addArrayOfString(scopes.stream().map(Scope::project).toArray(String[]::new));
  }

  static Tuple insert(List<StoredEvent> events) {
    return ArrayColumns.of(events)
        .number(StoredEvent::seq)
        .number(StoredEvent::scopeSeq)
        .scope(stored -> stored.scope())
        .text(stored -> stored.event().eventId())
        .text(stored -> stored.event().digest())
        .text(stored -> stored.event().type())
        .text(stored -> stored.event().rawType())
        .text(stored -> stored.event().source())
        .text(stored -> kind(stored.event().entity()))
        .text(stored -> id(stored.event().entity()))
        .text(stored -> touches(stored.event()))
        .time(stored -> stored.event().eventTime())
        .time(StoredEvent::receivedTime)
        .text(stored -> stored.event().traceRef())
        .text(stored -> stored.event().actor())
        .text(stored -> stored.event().title())
        .text(stored -> flags(stored.event()))
        .text(stored -> stored.event().dialect())
        .text(StoredEvent::receiver)
        .bytes(stored -> stored.event().body())
        .tuple();
  }

  private static @Nullable String kind(@Nullable EntityKey key) {
    return key == null ? null : key.kind().code();
  }

  private static @Nullable String id(@Nullable EntityKey key) {
    return key == null ? null : key.id();
  }

  /** Separated by newlines, because an id has none. */
  private static @Nullable String touches(WorkEvent event) {
    String keys =
        event.claims().stream()
            .filter(Claim.Touches.class::isInstance)
            .map(claim -> ((Claim.Touches) claim).entity().toString().replace('\n', ' '))
            .distinct()
            .collect(Collectors.joining("\n"));
    return keys.isEmpty() ? null : keys;
  }

  private static String flags(WorkEvent event) {
    return event.flags().stream().sorted().map(EventFlag::code).collect(Collectors.joining(" "));
  }
}
