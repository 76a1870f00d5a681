package dev.intentobserve.store.record;

import dev.intentobserve.store.sql.ArrayColumns;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** Table {@code dead_letter}. */
final class DeadLetterSql {
  /**
   * A closed dead letter stays closed when the same bytes are received again. New ones are numbered
   * within their scope, which is safe under {@code AdvisoryLocks.APPEND}; known ones take no
   * number, so that there are no gaps.
   */
  static final String ADD =
      """
      insert into dead_letter as d (id, tenant, project, digest, reason, detail, receiver, source,
        origin, body, size, received_time, last_received_time, times)
      select
        coalesce((select l.id from dead_letter l
          where l.tenant = g.tenant and l.project = g.project
          order by l.id desc limit 1), 0)
          + count(*) filter (where not known)
            over (partition by tenant, project order by n rows unbounded preceding),
        tenant, project, digest, reason, detail, receiver, source, origin, body, size, received_time,
        received_time, times
      from (
        select given.*, exists (
          select from dead_letter l
          where l.tenant = given.tenant and l.project = given.project and l.digest = given.digest
            and l.reason = given.reason) as known
        from unnest(
          $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
          $8::text[], $9::bytea[], $10::bigint[], $11::timestamptz[], $12::bigint[])
          with ordinality as given (
          tenant, project, digest, reason, detail, receiver, source, origin, body, size, received_time,
          times, n)) as g
      order by n
      on conflict (tenant, project, digest, reason) do update set
        times = d.times + excluded.times,
        last_received_time = greatest(d.last_received_time, excluded.last_received_time)
      """;

  static final String CLOSE_REPLAYED =
      """
      update dead_letter as d
      set status = 'replayed', note = g.event_id, closed_time = g.at
      from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::timestamptz[])
        as g (tenant, project, id, event_id, at)
      where d.tenant = g.tenant and d.project = g.project and d.id = g.id and d.status = 'open'
      """;

  static final String DISCARD =
      """
      update dead_letter
      set status = 'discarded', note = $4, closed_by = $5, closed_time = $6
      where tenant = $1 and project = $2 and id = $3 and status = 'open'
      """;

  private static final String COLUMNS =
      """
      select id, tenant, project, digest, reason, detail, receiver, source, origin, body, size,
        received_time, times, status, note
      from dead_letter
      """;

  static final String FIND = COLUMNS + "where tenant = $1 and project = $2 and id = $3";

  static final String LIST =
      COLUMNS
          + """
            where tenant = $1 and project = $2
              and ($3::text is null or reason = $3)
              and ($4::text is null or receiver = $4)
              and ($5::text is null or status = $5)
              and id < $6
            order by id desc limit $7
            """;

  private DeadLetterSql() {}

  static Tuple addArguments(List<DeadLetterBatch.RefusedEntry> deadLetters) {
    return ArrayColumns.of(deadLetters)
        .scope(deadLetter -> deadLetter.scope())
        .text(deadLetter -> deadLetter.refused().digest())
        .text(deadLetter -> deadLetter.refused().reason().code())
        .text(deadLetter -> deadLetter.refused().detail())
        .text(DeadLetterBatch.RefusedEntry::receiver)
        .text(deadLetter -> deadLetter.refused().source())
        .text(deadLetter -> deadLetter.refused().origin())
        .bytes(deadLetter -> deadLetter.refused().body())
        .number(deadLetter -> deadLetter.refused().size())
        .time(DeadLetterBatch.RefusedEntry::receivedTime)
        .number(DeadLetterBatch.RefusedEntry::times)
        .tuple();
  }

  static Tuple closeReplayedArguments(List<AppendBatch.Replay> replays) {
    return ArrayColumns.of(replays)
        .scope(replay -> replay.scope())
        .number(AppendBatch.Replay::deadLetter)
        .text(AppendBatch.Replay::eventId)
        .time(AppendBatch.Replay::at)
        .tuple();
  }
}
