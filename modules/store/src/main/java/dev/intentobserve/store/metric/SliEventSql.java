package dev.intentobserve.store.metric;

import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SliEvent.Outcome;
import dev.intentobserve.model.slo.SliEventBuilder;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Table {@code sli_event}. Lists show open events at {@link #OPEN}, before all others. */
final class SliEventSql {
  /** Sorts open events as decided at this time. The index is on the same expression. */
  static final Instant OPEN = Instant.parse("9999-12-31T00:00:00Z");

  private static final String COLUMNS =
      "subject, indicator, outcome, start_time, end_time, decided, due, start_event, end_event,"
          + " trace_id";

  private static final String SORT_KEY = "coalesce(decided, timestamptz '9999-12-31 00:00:00+00')";

  /** Each row is looked up on its own, as in {@link SampleSql#OF}. */
  static final String OF =
      """
      select e.*
      from unnest($3::text[]) as given (subject)
      cross join lateral (
        select tenant, project, %s from sli_event
        where tenant = $1 and project = $2 and subject = given.subject collate "C"
          and indicator = any($4::text[])
        offset 0) as e
      """
          .formatted(COLUMNS);

  static final String DUE =
      """
      select found.*
      from unnest($1::text[]) as given (id)
      cross join lateral (
        select tenant, project, %s from sli_event
        where outcome = 'open' and indicator = given.id collate "C" and due <= $2
        order by due limit $3
      ) as found
      order by due, tenant, project, subject, indicator limit $3
      """
          .formatted(COLUMNS);

  static final String SAVE =
      """
      insert into sli_event (tenant, project, %s)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],
        $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::text[],
        $11::text[], $12::text[])
        as g (tenant, project, %s)
      order by tenant, project, subject, indicator
      on conflict (tenant, project, subject, indicator) do update set
        outcome = excluded.outcome, start_time = excluded.start_time,
        end_time = excluded.end_time, decided = excluded.decided, due = excluded.due,
        start_event = excluded.start_event, end_event = excluded.end_event,
        trace_id = excluded.trace_id
      """
          .formatted(COLUMNS, COLUMNS);

  static final String DROP =
      """
      delete from sli_event where ctid = any (array(
        select e.ctid
        from unnest($1::text[], $2::text[], $3::text[], $4::text[])
          as g (tenant, project, subject, indicator)
        cross join lateral (
          select ctid from sli_event
          where tenant = g.tenant collate "C" and project = g.project collate "C"
            and subject = g.subject collate "C" and indicator = g.indicator collate "C"
          offset 0) as e))
      """;

  /** Open events have no time yet, so no range of time excludes them. */
  static final String FIND =
      """
      select %s from sli_event
      where tenant = $1 and project = $2 and indicator = $3
        and ($4::text is null or outcome = $4)
        and ($5::timestamptz is null or %s >= $5)
        and ($6::timestamptz is null or decided is null or decided < $6)
        and ($7::timestamptz is null or (%s, subject) < ($7, $8))
      order by %s desc, subject desc
      limit $9
      """
          .formatted(COLUMNS, SORT_KEY, SORT_KEY, SORT_KEY);

  private SliEventSql() {}

  static String code(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  static Tuple saveArguments(List<Scoped<SliEvent>> events) {
    return named(events)
        .text(row -> code(row.value().outcome()))
        .time(row -> row.value().start())
        .time(row -> row.value().end())
        .time(row -> row.value().decided())
        .time(row -> row.value().due())
        .text(row -> row.value().startEvent())
        .text(row -> row.value().endEvent())
        .text(row -> row.value().traceId())
        .tuple();
  }

  static Tuple dropArguments(List<Scoped<SliEvent>> events) {
    return named(events).tuple();
  }

  private static ArrayColumns<Scoped<SliEvent>> named(List<Scoped<SliEvent>> events) {
    return ArrayColumns.of(events)
        .scope(Scoped::scope)
        .text(row -> row.value().subject())
        .text(row -> row.value().indicator());
  }

  static List<Scoped<SliEvent>> scoped(Iterable<Row> rows) {
    return Rows.map(rows, row -> new Scoped<>(Rows.scope(row), one(row)));
  }

  static List<SliEvent> all(Iterable<Row> rows) {
    return Rows.map(rows, SliEventSql::one);
  }

  private static SliEvent one(Row row) {
    return SliEventBuilder.builder()
        .indicator(row.getString("indicator"))
        .subject(row.getString("subject"))
        .outcome(Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)))
        .start(Rows.instantOrNull(row, "start_time"))
        .end(Rows.instantOrNull(row, "end_time"))
        .decided(Rows.instantOrNull(row, "decided"))
        .due(Rows.instantOrNull(row, "due"))
        .startEvent(row.getString("start_event"))
        .endEvent(row.getString("end_event"))
        .traceId(row.getString("trace_id"))
        .build();
  }
}
