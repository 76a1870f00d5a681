package dev.intentobserve.store.metric;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import dev.intentobserve.ports.MetricStorePorts.IndicatorCount;
import dev.intentobserve.ports.MetricStorePorts.MinuteCount;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.sql.ArrayColumns;
import dev.intentobserve.store.sql.Rows;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tables {@code indicator_minute}, {@code indicator_hour} and {@code indicator_total}. */
final class GoodBadCountSql {
  static final String ADD_MINUTES = add("minute", "minute");
  static final String ADD_HOURS = add("hour", "hour");

  static final String ADD_TOTALS =
      """
      insert into indicator_total as t (tenant, project, indicator, good, bad)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[])
        as g (tenant, project, indicator, good, bad)
      order by tenant, project, indicator
      on conflict (tenant, project, indicator) do update set
        good = t.good + excluded.good, bad = t.bad + excluded.bad
      """;

  static final String TOTALS =
      """
      select tenant, project, indicator, good, bad from indicator_total
      where good <> 0 or bad <> 0
      order by tenant, project, indicator
      """;

  /**
   * Sums whole hours in the middle of each window and minutes at both ends, so that a window reads
   * at most its hours and 118 minutes. A window within one hour reads minutes only.
   */
  static final String GOOD_BAD_COUNTS =
      """
      with given as (
        select *,
          date_trunc('hour', since + interval '59 minutes 59.999999 seconds', 'UTC') as hours_from,
          date_trunc('hour', until, 'UTC') as hours_to
        from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
          with ordinality as w (tenant, project, indicator, since, until, ordinal)
      ), cut as (
        select *,
          case when hours_from <= hours_to then hours_from else until end as edge_to,
          case when hours_from <= hours_to then hours_to else until end as edge_from
        from given
      )
      select cut.ordinal, coalesce(sum(t.good), 0)::bigint as good, coalesce(sum(t.bad), 0)::bigint as bad
      from cut
      cross join lateral (
        select sum(good) as good, sum(bad) as bad from indicator_hour as i
        where i.tenant = cut.tenant collate "C" and i.project = cut.project collate "C"
          and i.indicator = cut.indicator collate "C"
          and i.hour >= cut.hours_from and i.hour < cut.hours_to
        union all
        select sum(good), sum(bad) from indicator_minute as i
        where i.tenant = cut.tenant collate "C" and i.project = cut.project collate "C"
          and i.indicator = cut.indicator collate "C"
          and i.minute >= cut.since and i.minute < cut.edge_to
        union all
        select sum(good), sum(bad) from indicator_minute as i
        where i.tenant = cut.tenant collate "C" and i.project = cut.project collate "C"
          and i.indicator = cut.indicator collate "C"
          and i.minute >= cut.edge_from and i.minute < cut.until
      ) as t
      group by cut.ordinal
      """;

  private record Slot(Scoped<String> indicator, Instant at) {}

  private record SlotCount(Slot slot, GoodBadCount count) {}

  private GoodBadCountSql() {}

  private static String add(String table, String column) {
    return """
        insert into indicator_%1$s as t (tenant, project, indicator, %2$s, good, bad)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::bigint[],
          $6::bigint[]) as g (tenant, project, indicator, %2$s, good, bad)
        order by tenant, project, indicator, %2$s
        on conflict (tenant, project, indicator, %2$s) do update set
          good = t.good + excluded.good, bad = t.bad + excluded.bad
        """
        .formatted(table, column);
  }

  static Tuple minuteArguments(List<Scoped<MinuteCount>> counts) {
    return slots(sums(counts, at -> at.truncatedTo(ChronoUnit.MINUTES)));
  }

  static Tuple hourArguments(List<Scoped<MinuteCount>> counts) {
    return slots(sums(counts, at -> at.truncatedTo(ChronoUnit.HOURS)));
  }

  static Tuple totalArguments(List<Scoped<MinuteCount>> counts) {
    return named(sums(counts, at -> Instant.EPOCH))
        .number(sum -> sum.count().good())
        .number(sum -> sum.count().bad())
        .tuple();
  }

  private static Tuple slots(List<SlotCount> sums) {
    return named(sums)
        .time(sum -> sum.slot().at())
        .number(sum -> sum.count().good())
        .number(sum -> sum.count().bad())
        .tuple();
  }

  private static ArrayColumns<SlotCount> named(List<SlotCount> sums) {
    return ArrayColumns.of(sums)
        .scope(sum -> sum.slot().indicator().scope())
        .text(sum -> sum.slot().indicator().value());
  }

  /** One statement may change a row only once, so equal slots are added up before. */
  private static List<SlotCount> sums(
      List<Scoped<MinuteCount>> counts, UnaryOperator<Instant> slot) {
    Map<Slot, GoodBadCount> sums = new HashMap<>();
    for (Scoped<MinuteCount> count : counts) {
      sums.merge(
          new Slot(
              new Scoped<>(count.scope(), count.value().indicator()),
              slot.apply(count.value().minute())),
          new GoodBadCount(count.value().good(), count.value().bad()),
          GoodBadCount::plus);
    }
    return sums.entrySet().stream()
        .map(sum -> new SlotCount(sum.getKey(), sum.getValue()))
        .toList();
  }

  static Tuple windowArguments(List<CountWindow> windows) {
    return ArrayColumns.of(windows)
        .scope(window -> window.scope())
        .text(CountWindow::indicator)
        .time(CountWindow::from)
        .time(CountWindow::to)
        .tuple();
  }

  static List<GoodBadCount> goodBadCounts(int windows, Iterable<Row> rows) {
    List<GoodBadCount> goodBadCounts =
        new ArrayList<>(Collections.nCopies(windows, GoodBadCount.NONE));
    rows.forEach(row -> goodBadCounts.set(row.getInteger("ordinal") - 1, count(row)));
    return goodBadCounts;
  }

  static List<IndicatorCount> all(Iterable<Row> rows) {
    return Rows.map(
        rows, row -> new IndicatorCount(Rows.scope(row), row.getString("indicator"), count(row)));
  }

  private static GoodBadCount count(Row row) {
    return new GoodBadCount(row.getLong("good"), row.getLong("bad"));
  }
}
