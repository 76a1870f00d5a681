package dev.intentobserve.store.record;

/**
 * Table {@code event}, filtered. An index answers some filters; the others are checked on each
 * event, so that a search with them reads a limited number of events.
 *
 * <p>Arguments: {@code $1} tenant, {@code $2} project, {@code $3} type, {@code $4} prefix of the
 * type, {@code $5} source, {@code $6} since, {@code $7} until, {@code $8} text in the body, {@code
 * $9} the {@code scope_seq} to start beyond, {@code $10} limit. Lists about entities: {@code $11}
 * kinds, {@code $12} ids, {@code $13} keys. Searches: {@code $11} rows and {@code $12} bytes to
 * read.
 */
final class EventSearchSql {
  private static final String INDEXED_FILTERS =
      """
      tenant = $1 and project = $2
        and ($3::text is null or type = $3)
        and ($4::text is null or starts_with(type, $4))
      """;

  private static final String SCANNED_FILTERS =
      """
      ($5::text is null or source = $5)
        and ($6::timestamptz is null or event_time >= $6)
        and ($7::timestamptz is null or event_time < $7)
        and ($8::text is null or body_contains(body, $8))
      """;

  private static final String FILTERS =
      "select %s from event where %s and %s"
          .formatted(EventSql.COLUMNS, INDEXED_FILTERS, SCANNED_FILTERS);

  private static final String ABOUT =
      """
      and scope_seq in (
        select e.scope_seq
        from unnest($11::text[], $12::text[]) as k (kind, id)
        cross join lateral (
          select scope_seq from event
          where tenant = $1 and project = $2
            and entity_kind = k.kind collate "C" and entity_id = k.id collate "C"
          offset 0) as e
        union
        select e.scope_seq from event e
        where e.tenant = $1 and e.project = $2 and e.touches && $13::text[])
      """;

  private static final String FORWARD = "and scope_seq > $9 order by scope_seq limit $10";
  private static final String BACKWARD = "and scope_seq < $9 order by scope_seq desc limit $10";

  static final String LIST_FORWARD = FILTERS + FORWARD;
  static final String LIST_BACKWARD = FILTERS + BACKWARD;
  static final String LIST_ABOUT_FORWARD = FILTERS + ABOUT + FORWARD;
  static final String LIST_ABOUT_BACKWARD = FILTERS + ABOUT + BACKWARD;

  /** The rows that one search reads; {@code before} is the bytes of bodies before each of them. */
  private static final String SCANNED_ROWS =
      """
      select %1$s, %5$s as before
      from (
        select * from event where %2$s and scope_seq %3$s $9 order by scope_seq %4$s
        limit $11) as near
      """;

  /** For searches that read no body: the sum would cost as much as checking the columns. */
  private static final String NO_BYTES = "0";

  static final String SEARCH_FORWARD = search(">", "asc", "max", NO_BYTES);
  static final String SEARCH_BACKWARD = search("<", "desc", "min", NO_BYTES);
  static final String SEARCH_BODIES_FORWARD =
      search(">", "asc", "max", EventSql.BYTES_BEFORE.formatted("scope_seq", "asc"));
  static final String SEARCH_BODIES_BACKWARD =
      search("<", "desc", "min", EventSql.BYTES_BEFORE.formatted("scope_seq", "desc"));

  private EventSearchSql() {}

  /**
   * Always answers one row at least. {@code scanned_to} is the last event that was read; null if
   * the search reached the end of the record or filled its page. Both come from one statement,
   * because the record grows between two.
   */
  private static String search(String beyond, String order, String last, String before) {
    return """
      with found as materialized (
        select %1$s from (%2$s) as scanned
        where before < $12 and %3$s
        order by scope_seq %5$s limit $10
      )
      select found.*, ended.scanned_to
      from (
        select case when (select count(*) from found) < $10 then (
          select case when count(*) = $11 or max(before) >= $12
            then %6$s(scope_seq) filter (where before < $12) end
          from (%4$s) as scanned) end as scanned_to) as ended
      left join found on true
      order by scope_seq %5$s
      """
        .formatted(
            EventSql.COLUMNS,
            SCANNED_ROWS.formatted("*", INDEXED_FILTERS, beyond, order, before),
            SCANNED_FILTERS,
            SCANNED_ROWS.formatted("scope_seq", INDEXED_FILTERS, beyond, order, before),
            order,
            last);
  }
}
