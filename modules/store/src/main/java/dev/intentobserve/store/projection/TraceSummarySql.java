package dev.intentobserve.store.projection;

import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Table {@code trace_summary}: a trace as lists show it. */
final class TraceSummarySql {
  static final String SAVE =
      """
      insert into trace_summary (tenant, project, root_kind, root_id, trace_id, state, closed,
        stage, title, start_time, end_time, last_event, spans)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::boolean[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[],
        $12::timestamptz[], $13::bigint[])
        as g (tenant, project, root_kind, root_id, trace_id, state, closed, stage, title,
        start_time, end_time, last_event, spans)
      order by tenant, project, root_kind, root_id
      on conflict (tenant, project, root_kind, root_id) do update set
        trace_id = excluded.trace_id, state = excluded.state, closed = excluded.closed,
        stage = excluded.stage, title = excluded.title, start_time = excluded.start_time,
        end_time = excluded.end_time, last_event = excluded.last_event, spans = excluded.spans
      """;

  private static final String COLUMNS =
      """
      root_kind, root_id, trace_id, state, stage, title, start_time, end_time, last_event, spans
      """;

  /** Sorts a trace without events as the oldest. The indexes are on the same expression. */
  private static final String SORT_KEY =
      "coalesce(last_event, timestamptz '1970-01-01 00:00:00+00')";

  /** Answered by indexes. */
  private static final String INDEXED_FILTERS =
      """
      tenant = $1 and project = $2
        and ($3::text is null or root_kind = $3)
        and ($4::text is null or state = $4)
        and ($5::timestamptz is null or (not closed and %1$s < $5))
        and ($6::timestamptz is null or %1$s >= $6)
        and ($7::timestamptz is null or coalesce(start_time, last_event) < $7)
        and ($8::timestamptz is null
          or (%1$s, root_kind, root_id) < ($8::timestamptz, $9, $10))
      """
          .formatted(SORT_KEY);

  private static final String ORDER =
      "order by %s desc, root_kind desc, root_id desc".formatted(SORT_KEY);

  /** Newest event first. */
  static final String LIST =
      "select %s from trace_summary where %s %s limit $11"
          .formatted(COLUMNS, INDEXED_FILTERS, ORDER);

  /**
   * Searches {@code $12} in {@code $13} traces. Always answers one row at least; {@code scanned_*}
   * is the last trace that was read, null if the search reached the end or filled its page.
   */
  static final String SEARCH =
      """
      with found as materialized (
        select * from (select %1$s from trace_summary where %2$s %3$s limit $13) as scanned
        where position(lower($12 collate "pg_c_utf8") in lower(title collate "pg_c_utf8")) > 0
          or position(lower($12 collate "pg_c_utf8") in lower(root_id collate "pg_c_utf8")) > 0
        %3$s limit $11
      )
      select found.*, ended.*
      from (select) as once
      left join lateral (
        select last_event as scanned_time, root_kind as scanned_kind, root_id as scanned_id
        from trace_summary
        where (select count(*) from found) < $11 and %2$s
        %3$s offset $13 - 1 limit 1) as ended on true
      left join found on true
      %3$s
      """
          .formatted(COLUMNS, INDEXED_FILTERS, ORDER);

  private TraceSummarySql() {}

  static Tuple saveArguments(List<Scoped<TraceSummary>> summaries) {
    return ArrayColumns.of(summaries)
        .scope(row -> row.scope())
        .text(row -> row.value().root().kind().code())
        .text(row -> row.value().root().id())
        .text(row -> row.value().traceId())
        .text(row -> row.value().state())
        .flag(row -> Lifecycle.isClosed(row.value().root().kind(), row.value().state()))
        .text(row -> row.value().stage())
        .text(row -> row.value().title())
        .time(row -> row.value().start())
        .time(row -> row.value().end())
        .time(row -> row.value().lastEvent())
        .number(row -> row.value().spans())
        .tuple();
  }

  static TraceSummary summary(Row row) {
    return new TraceSummary(
        row.getString("trace_id"),
        EntitySql.key(row, "root_kind", "root_id"),
        row.getString("state"),
        row.getString("stage"),
        row.getString("title"),
        Rows.instantOrNull(row, "start_time"),
        Rows.instantOrNull(row, "end_time"),
        Rows.instantOrNull(row, "last_event"),
        row.getInteger("spans"));
  }
}
