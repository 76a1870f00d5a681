package dev.intentobserve.store;

import dev.intentobserve.contract.StoreContract.TailMark;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** Tables {@code source_count} and {@code tail_mark}: what is committed beside the record. */
final class RecordSql {
  static final String ADD_COUNTS =
      """
      insert into source_count as c (tenant, project, door, source, outcome, reason, count)
      select * from unnest(
        $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
      on conflict (tenant, project, door, source, outcome, reason)
      do update set count = c.count + excluded.count
      """;

  /** The lines of {@code $5} sources. */
  static final String LIST_COUNTS =
      """
      select c.door, c.source, c.outcome, c.reason, c.count
      from (
        select distinct door, source from source_count
        where tenant = $1 and project = $2
          and ($3::text is null or (door, source) > ($3::text, $4::text))
        order by door, source limit $5) as p
      join source_count c
        on c.tenant = $1 and c.project = $2 and c.door = p.door and c.source = p.source
      order by c.door, c.source, c.outcome, c.reason
      """;

  /** One row at least; without an outcome where the scope has no source. */
  static final String TOTALS =
      """
      select t.outcome, t.reason, t.count,
        not exists (
          select from source_count
          where tenant = $1 and project = $2
          group by door, source
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

  static Tuple counts(List<Counts.Count> counts) {
    return Columns.of(counts)
        .text(count -> count.line().scope().tenant())
        .text(count -> count.line().scope().project())
        .text(count -> count.line().door())
        .text(count -> count.line().source())
        .text(count -> count.line().outcome())
        .text(count -> count.line().reason())
        .number(Counts.Count::count)
        .tuple();
  }

  static Tuple marks(List<TailMark> marks, Instant now) {
    return Columns.of(marks)
        .text(mark -> mark.scope().tenant())
        .text(mark -> mark.scope().project())
        .text(TailMark::path)
        .text(TailMark::fileKey)
        .number(TailMark::offset)
        .text(TailMark::fingerprint)
        .number(TailMark::fingerprintLength)
        .time(mark -> now)
        .tuple();
  }
}
