package dev.intentobserve.store.record;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Table {@code event}: the record. */
public final class EventSql {
  static final String COLUMNS =
      """
      seq, scope_seq, tenant, project, event_id, digest, type, raw_type, source, entity_kind, entity_id,
      event_time, received_time, trace_ref, actor, title, flags, dialect, receiver, body
      """;

  /** Any two appenders of one database use the same key; it spells "record". */
  static final String LOCK = "select pg_advisory_xact_lock(125780421140068)";

  /**
   * Tells what the next numbers rest on, to be asked under {@link #LOCK}: the head of the record,
   * the head of each scope, and which of some events are known, by their place {@code n}. Within
   * {@code known} the limit and the empty strings leave the planner one way only, a look into the
   * index of ids for each event, whatever it believes of a table that grew since it was last
   * analysed; for the head of a scope the order and the limit do the same.
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

  /** Stores events with the numbers they were given under {@link #LOCK}. */
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

  /** Bytes of the bodies before each event of a page. */
  private static final String BYTES_BEFORE =
      """
      sum(octet_length(body)) over (order by %s %s rows unbounded preceding) - octet_length(body)
      """;

  /** At most {@code $3} events and about {@code $4} bytes of bodies, but always one event. */
  static final String READ_AFTER =
      """
      select %s, coalesce((select max(seq) from event where seq <= $2), 0) as head
      from (
        select *, %s as before
        from (select * from event where seq > $1 and seq <= $2 order by seq limit $3) as page
      ) as measured
      where before < $4
      order by seq
      """
          .formatted(COLUMNS, BYTES_BEFORE.formatted("seq", "asc"));

  /**
   * Where somebody stands who has come to {@code $3} of a scope: before the next event of it, and
   * at the end of the record where there is none yet.
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

  /** What the indexes answer. */
  private static final String INDEXED_FILTERS =
      """
      tenant = $1 and project = $2
        and ($3::text is null or type = $3)
        and ($4::text is null or starts_with(type, $4))
      """;

  /** What only looking at each event answers. */
  private static final String SCANNED_FILTERS =
      """
      ($5::text is null or source = $5)
        and ($6::timestamptz is null or event_time >= $6)
        and ($7::timestamptz is null or event_time < $7)
        and ($8::text is null or body_contains(body, $8))
      """;

  private static final String FILTERS =
      "select %s from event where %s and %s".formatted(COLUMNS, INDEXED_FILTERS, SCANNED_FILTERS);

  private static final String ABOUT =
      """
      and scope_seq in (
        select e.scope_seq
        from unnest($11::text[], $12::text[]) as k (kind, id)
        join event e on e.tenant = $1 and e.project = $2
          and e.entity_kind = k.kind and e.entity_id = k.id
        union
        select e.scope_seq from event e
        where e.tenant = $1 and e.project = $2 and e.touches && $13::text[])
      """;

  private static final String FORWARD = "and scope_seq > $9 order by scope_seq limit $10";
  private static final String BACKWARD = "and scope_seq < $9 order by scope_seq desc limit $10";

  public static final String LIST_FORWARD = FILTERS + FORWARD;
  public static final String LIST_BACKWARD = FILTERS + BACKWARD;
  public static final String LIST_ABOUT_FORWARD = FILTERS + ABOUT + FORWARD;
  public static final String LIST_ABOUT_BACKWARD = FILTERS + ABOUT + BACKWARD;

  /** What one search looks at; {@code before} is what was read of bodies before each event. */
  private static final String SCANNED_ROWS =
      """
      select %1$s, %5$s as before
      from (
        select * from event where %2$s and scope_seq %3$s $9 order by scope_seq %4$s
        limit $11) as near
      """;

  /** Adding up costs as much as looking at columns; where no body is read it is left out. */
  private static final String NOTHING = "0";

  public static final String SEARCH_FORWARD = search(">", "asc", "max", NOTHING);
  public static final String SEARCH_BACKWARD = search("<", "desc", "min", NOTHING);
  public static final String SEARCH_BODIES_FORWARD =
      search(">", "asc", "max", BYTES_BEFORE.formatted("scope_seq", "asc"));
  public static final String SEARCH_BODIES_BACKWARD =
      search("<", "desc", "min", BYTES_BEFORE.formatted("scope_seq", "desc"));

  private EventSql() {}

  /**
   * Looks at {@code $11} events only and about {@code $12} bytes of their bodies, in the order of
   * the record. Answers one row at least; each tells in {@code looked_to} where looking ended, null
   * when the record did so before, or when the page was filled before. Both in one statement:
   * between two of them the record grows.
   */
  private static String search(String beyond, String order, String last, String before) {
    return """
      with found as materialized (
        select %1$s from (%2$s) as stretch
        where before < $12 and %3$s
        order by scope_seq %5$s limit $10
      )
      select found.*, looked.scanned_to
      from (
        select case when (select count(*) from found) < $10 then (
          select case when count(*) = $11 or max(before) >= $12
            then %6$s(scope_seq) filter (where before < $12) end
          from (%4$s) as stretch) end as scanned_to) as looked
      left join found on true
      order by scope_seq %5$s
      """
        .formatted(
            COLUMNS,
            SCANNED_ROWS.formatted("*", INDEXED_FILTERS, beyond, order, before),
            SCANNED_FILTERS,
            SCANNED_ROWS.formatted("scope_seq", INDEXED_FILTERS, beyond, order, before),
            order,
            last);
  }

  static Tuple lookUp(List<AppendBatch.Row> rows) {
    List<Scope> scopes = rows.stream().map(AppendBatch.Row::scope).distinct().toList();
    return ArrayColumns.of(rows)
        .text(row -> row.scope().tenant())
        .text(row -> row.scope().project())
        .text(row -> row.event().eventId())
        .tuple()
        .addArrayOfString(scopes.stream().map(Scope::tenant).toArray(String[]::new))
        .addArrayOfString(scopes.stream().map(Scope::project).toArray(String[]::new));
  }

  static Tuple insert(List<StoredEvent> events) {
    return ArrayColumns.of(events)
        .number(StoredEvent::seq)
        .number(StoredEvent::scopeSeq)
        .text(stored -> stored.scope().tenant())
        .text(stored -> stored.scope().project())
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

  /** Newlines separate, because an id spans one line only. */
  private static @Nullable String touches(WorkEvent event) {
    String touched =
        event.claims().stream()
            .filter(Claim.Touches.class::isInstance)
            .map(claim -> ((Claim.Touches) claim).entity().toString().replace('\n', ' '))
            .distinct()
            .collect(Collectors.joining("\n"));
    return touched.isEmpty() ? null : touched;
  }

  private static String flags(WorkEvent event) {
    return event.flags().stream().sorted().map(EventFlag::code).collect(Collectors.joining(" "));
  }
}
