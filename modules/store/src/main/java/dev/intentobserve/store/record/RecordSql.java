package dev.intentobserve.store.record;

import dev.intentobserve.ports.StorePorts.TailMark;
import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** Tables {@code source_count} and {@code tail_mark}, written in the transaction of the events. */
final class RecordSql {
  static final String ADD_COUNTS =
      """
      insert into source_count as c (tenant, project, receiver, source, outcome, reason, count)
      select * from unnest(
        $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
      on conflict (tenant, project, receiver, source, outcome, reason)
      do update set count = c.count + excluded.count
      """;

  /** All counts of {@code $5} sources. */
  static final String LIST_COUNTS =
      """
      select c.receiver, c.source, c.outcome, c.reason, c.count
      from (
        select distinct receiver, source from source_count
        where tenant = $1 and project = $2
          and ($3::text is null or (receiver, source) > ($3::text, $4::text))
        order by receiver, source limit $5) as p
      join source_count c
        on c.tenant = $1 and c.project = $2 and c.receiver = p.receiver and c.source = p.source
      order by c.receiver, c.source, c.outcome, c.reason
      """;

  /** One row at least; its outcome is null if the scope has no source. */
  static final String TOTALS =
      """
      select t.outcome, t.reason, t.count,
        not exists (
          select from source_count
          where tenant = $1 and project = $2
          group by receiver, source
          having sum(case outcome when 'received' then count else -count end) <> 0) as balanced
      from (select) as one
      left join (
        select outcome, reason, sum(count)::bigint as count from source_count
        where tenant = $1 and project = $2
        group by outcome, reason) as t on true
      """;

  static final String MOVE_MARKS =
      """
      insert into tail_mark (tenant, project, path, file_key, "offset", fingerprint,
        fingerprint_length, moved_time)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[],
        $6::text[], $7::bigint[], $8::timestamptz[])
      on conflict (tenant, project, path) do update set
        file_key = excluded.file_key, "offset" = excluded."offset",
        fingerprint = excluded.fingerprint, fingerprint_length = excluded.fingerprint_length,
        moved_time = excluded.moved_time
      """;

  static final String LIST_MARKS =
      """
      select tenant, project, path, file_key, "offset", fingerprint, fingerprint_length
      from tail_mark order by tenant, project, path
      """;

  private RecordSql() {}

  static Tuple countArguments(List<SourceCounter.Count> counts) {
    return ArrayColumns.of(counts)
        .scope(count -> count.key().scope())
        .text(count -> count.key().receiver())
        .text(count -> count.key().source())
        .text(count -> count.key().outcome())
        .text(count -> count.key().reason())
        .number(SourceCounter.Count::count)
        .tuple();
  }

  static Tuple markArguments(List<TailMark> marks, Instant now) {
    return ArrayColumns.of(marks)
        .scope(mark -> mark.scope())
        .text(TailMark::path)
        .text(TailMark::fileKey)
        .number(TailMark::offset)
        .text(TailMark::fingerprint)
        .number(TailMark::fingerprintLength)
        .time(mark -> now)
        .tuple();
  }
}
