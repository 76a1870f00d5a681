package dev.intentobserve.store;

import dev.intentobserve.event.Claim;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.WorkEvent;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Table {@code event}: the record. */
final class EventSql {
  static final String COLUMNS =
      """
      seq, tenant, project, event_id, digest, type, raw_type, source, entity_kind, entity_id,
      event_time, received_time, trace_ref, actor, title, flags, dialect, door, body
      """;

  /** Any two appenders of one database use the same key; it spells "record". */
  static final String LOCK = "select pg_advisory_xact_lock(125780421140068)";

  /**
   * Stores what is not yet known. Answers one row without {@code n}, the head before, and one for
   * each known event. The seq of a new event is the head plus its place among the new ones, which
   * is safe because {@link #LOCK} is held until the commit. Within {@code known} the limit and the
   * empty strings leave the planner one way only, a look into the index of ids for each event,
   * whatever it believes of a table that grew since it was last analysed.
   */
  static final String INSERT =
      """
      with given as materialized (
        select * from unnest(
          $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
          $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::timestamptz[],
          $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[],
          $19::bytea[]) with ordinality as g (
          tenant, project, event_id, digest, type, raw_type, source, entity_kind, entity_id,
          touches, event_time, received_time, trace_ref, actor, title, flags, dialect, door,
          body, n)
      ), known as materialized (
        select g.n, e.seq, e.digest
        from given g
        cross join lateral (
          select seq, digest from event
          where event_id = g.event_id and tenant || '' = g.tenant and project || '' = g.project
          limit 1) as e
      ), head as materialized (
        select coalesce(max(seq), 0) as seq from event
      ), stored as (
        insert into event (seq, tenant, project, event_id, digest, type, raw_type, source,
          entity_kind, entity_id, touches, event_time, received_time, trace_ref, actor, title,
          flags, dialect, door, body)
        select (select seq from head) + row_number() over (order by g.n), g.tenant, g.project,
          g.event_id, g.digest, g.type, g.raw_type, g.source, g.entity_kind, g.entity_id,
          string_to_array(g.touches, E'\\n'), g.event_time, g.received_time, g.trace_ref, g.actor,
          g.title, string_to_array(g.flags, ' '), g.dialect, g.door, g.body
        from given g
        where g.n not in (select n from known)
        order by g.n
      )
      select null::bigint as n, seq, null::text as digest from head
      union all
      select n, seq, digest from known
      """;

  static final String HEAD = "select coalesce(max(seq), 0) as head from event";

  /** Bytes of the bodies before each event of a page. */
  private static final String BYTES_BEFORE =
      """
      sum(octet_length(body)) over (order by seq %s rows unbounded preceding) - octet_length(body)
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
          .formatted(COLUMNS, BYTES_BEFORE.formatted("asc"));

  static final String FIND =
      "select %s from event where tenant = $1 and project = $2 and event_id = $3"
          .formatted(COLUMNS);

  /** What the indexes answer. */
  private static final String KNOWN =
      """
      tenant = $1 and project = $2
        and ($3::text is null or type = $3)
        and ($4::text is null or starts_with(type, $4))
      """;

  /** What only looking at each event answers. */
  private static final String LOOKED =
      """
      ($5::text is null or source = $5)
        and ($6::timestamptz is null or event_time >= $6)
        and ($7::timestamptz is null or event_time < $7)
        and ($8::text is null or body_contains(body, $8))
      """;

  private static final String FILTERS =
      "select %s from event where %s and %s".formatted(COLUMNS, KNOWN, LOOKED);

  private static final String ABOUT =
      """
      and seq in (
        select e.seq
        from unnest($11::text[], $12::text[]) as k (kind, id)
        join event e on e.tenant = $1 and e.project = $2
          and e.entity_kind = k.kind and e.entity_id = k.id
        union
        select e.seq from event e
        where e.tenant = $1 and e.project = $2 and e.touches && $13::text[])
      """;

  private static final String FORWARD = "and seq > $9 order by seq limit $10";
  private static final String BACKWARD = "and seq < $9 order by seq desc limit $10";

  static final String LIST_FORWARD = FILTERS + FORWARD;
  static final String LIST_BACKWARD = FILTERS + BACKWARD;
  static final String LIST_ABOUT_FORWARD = FILTERS + ABOUT + FORWARD;
  static final String LIST_ABOUT_BACKWARD = FILTERS + ABOUT + BACKWARD;

  /** What one search looks at; {@code before} is what was read of bodies before each event. */
  private static final String STRETCH =
      """
      select %1$s, %5$s as before
      from (
        select * from event where %2$s and seq %3$s $9 order by seq %4$s limit $11) as near
      """;

  /** Adding up costs as much as looking at columns; where no body is read it is left out. */
  private static final String NOTHING = "0";

  static final String SEARCH_FORWARD = search(">", "asc", "max", NOTHING);
  static final String SEARCH_BACKWARD = search("<", "desc", "min", NOTHING);
  static final String SEARCH_BODIES_FORWARD =
      search(">", "asc", "max", BYTES_BEFORE.formatted("asc"));
  static final String SEARCH_BODIES_BACKWARD =
      search("<", "desc", "min", BYTES_BEFORE.formatted("desc"));

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
        order by seq %5$s limit $10
      )
      select found.*, looked.looked_to
      from (
        select case when (select count(*) from found) < $10 then (
          select case when count(*) = $11 or max(before) >= $12
            then %6$s(seq) filter (where before < $12) end
          from (%4$s) as stretch) end as looked_to) as looked
      left join found on true
      order by seq %5$s
      """
        .formatted(
            COLUMNS,
            STRETCH.formatted("*", KNOWN, beyond, order, before),
            LOOKED,
            STRETCH.formatted("seq", KNOWN, beyond, order, before),
            order,
            last);
  }

  static Tuple insert(List<AppendBatch.Row> rows) {
    return Columns.of(rows)
        .text(row -> row.scope().tenant())
        .text(row -> row.scope().project())
        .text(row -> row.event().eventId())
        .text(row -> row.event().digest())
        .text(row -> row.event().type())
        .text(row -> row.event().rawType())
        .text(row -> row.event().source())
        .text(row -> kind(row.event().entity()))
        .text(row -> id(row.event().entity()))
        .text(row -> touches(row.event()))
        .time(row -> row.event().eventTime())
        .time(AppendBatch.Row::receivedTime)
        .text(row -> row.event().traceRef())
        .text(row -> row.event().actor())
        .text(row -> row.event().title())
        .text(row -> flags(row.event()))
        .text(row -> row.event().dialect())
        .text(AppendBatch.Row::door)
        .bytes(row -> row.event().body())
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
