package dev.intentobserve.store.metric;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import dev.intentobserve.ports.MetricStorePorts.IndicatorCount;
import dev.intentobserve.ports.MetricStorePorts.MinuteCount;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.record.EventRowMapper;
import dev.intentobserve.store.sql.ArrayColumns;
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
   * Whole hours in the middle of each window and minutes at its two edges, so that no window reads
   * more than its hours and 118 minutes. A window within one hour is all edge.
   */
  static final String GOOD_BAD_COUNTS =
      """
      with asked as (
        select *,
          date_trunc('hour', since + interval '59 minutes 59.999999 seconds', 'UTC') as hours_from,
          date_trunc('hour', until, 'UTC') as hours_to
        from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
          with ordinality as w (tenant, project, indicator, since, until, place)
      ), cut as (
        select *,
          case when hours_from <= hours_to then hours_from else until end as edge_to,
          case when hours_from <= hours_to then hours_to else until end as edge_from
        from asked
      )
      select cut.place, coalesce(sum(t.good), 0)::bigint as good, coalesce(sum(t.bad), 0)::bigint as bad
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
      group by cut.place
      """;

  private record Slot(Scoped<String> indicator, Instant at) {}

  private record Sum(Slot slot, GoodBadCount tally) {}

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

  static Tuple minutes(List<Scoped<MinuteCount>> ticks) {
    return slots(sums(ticks, at -> at.truncatedTo(ChronoUnit.MINUTES)));
  }

  static Tuple hours(List<Scoped<MinuteCount>> ticks) {
    return slots(sums(ticks, at -> at.truncatedTo(ChronoUnit.HOURS)));
  }

  static Tuple totals(List<Scoped<MinuteCount>> ticks) {
    return named(sums(ticks, at -> Instant.EPOCH))
        .number(sum -> sum.tally().good())
        .number(sum -> sum.tally().bad())
        .tuple();
  }

  private static Tuple slots(List<Sum> sums) {
    return named(sums)
        .time(sum -> sum.slot().at())
        .number(sum -> sum.tally().good())
        .number(sum -> sum.tally().bad())
        .tuple();
  }

  private static ArrayColumns<Sum> named(List<Sum> sums) {
    return ArrayColumns.of(sums)
        .text(sum -> sum.slot().indicator().scope().tenant())
        .text(sum -> sum.slot().indicator().scope().project())
        .text(sum -> sum.slot().indicator().value());
  }

  /** One row may be touched only once by one statement. */
  private static List<Sum> sums(List<Scoped<MinuteCount>> ticks, UnaryOperator<Instant> slot) {
    Map<Slot, GoodBadCount> sums = new HashMap<>();
    for (Scoped<MinuteCount> tick : ticks) {
      sums.merge(
          new Slot(
              new Scoped<>(tick.scope(), tick.value().indicator()),
              slot.apply(tick.value().minute())),
          new GoodBadCount(tick.value().good(), tick.value().bad()),
          GoodBadCount::plus);
    }
    return sums.entrySet().stream().map(sum -> new Sum(sum.getKey(), sum.getValue())).toList();
  }

  static Tuple windows(List<CountWindow> windows) {
    return ArrayColumns.of(windows)
        .text(window -> window.scope().tenant())
        .text(window -> window.scope().project())
        .text(CountWindow::indicator)
        .time(CountWindow::from)
        .time(CountWindow::to)
        .tuple();
  }

  static List<GoodBadCount> goodBadCounts(int windows, Iterable<Row> rows) {
    List<GoodBadCount> goodBadCounts =
        new ArrayList<>(Collections.nCopies(windows, GoodBadCount.NONE));
    rows.forEach(row -> goodBadCounts.set(row.getInteger("place") - 1, tally(row)));
    return goodBadCounts;
  }

  static List<IndicatorCount> all(Iterable<Row> rows) {
    List<IndicatorCount> all = new ArrayList<>();
    for (Row row : rows) {
      all.add(
          new IndicatorCount(EventRowMapper.scope(row), row.getString("indicator"), tally(row)));
    }
    return all;
  }

  private static GoodBadCount tally(Row row) {
    return new GoodBadCount(row.getLong("good"), row.getLong("bad"));
  }
}
