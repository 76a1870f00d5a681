package dev.intentobserve.store.metric;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import dev.intentobserve.ports.MetricStorePorts.GoodBadCountsOf;
import dev.intentobserve.store.StoreHarness;
import dev.intentobserve.testkit.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The cost of reading all windows: objectives times eight windows from five minutes to 28 days,
 * with counts in every minute of some days. Started by hand.
 */
public final class GoodBadCountBenchmark {
  private static final Instant NOW = Instant.parse("2026-03-01T12:34:00Z");
  private static final List<Duration> WINDOWS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1),
          Duration.ofDays(3),
          Duration.ofDays(28));

  private GoodBadCountBenchmark() {}

  public static void main(String[] arguments) {
    int days = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 140;
    int objectives = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
    try (StoreHarness store = StoreHarness.fresh()) {
      fill(store, "minute", days * 1_440, objectives);
      fill(store, "hour", days * 24, objectives);
      store.database.execute("analyze");
      List<CountWindow> windows = new ArrayList<>();
      for (int i = 0; i < objectives; i++) {
        for (Duration window : WINDOWS) {
          windows.add(new CountWindow(Scope.DEFAULT, "indicator-" + i, NOW.minus(window), NOW));
        }
      }
      for (int round = 0; round < 5; round++) {
        lookUp(store, windows);
      }
    }
    TestPostgres.shared().close();
    System.exit(0);
  }

  private static void fill(StoreHarness store, String table, int slots, int objectives) {
    store.database.execute(
        """
        insert into indicator_%1$s
        select 'default', 'default', 'indicator-' || i,
          date_trunc('%1$s', timestamptz '%2$s', 'UTC') - make_interval(%1$ss => s), 9, 1
        from generate_series(0, %3$d - 1) as i, generate_series(0, %4$d - 1) as s
        """
            .formatted(table.equals("minute") ? "minute" : "hour", NOW, objectives, slots)
            .replace("minutes =>", "mins =>"));
  }

  private static void lookUp(StoreHarness store, List<CountWindow> windows) {
    long start = System.nanoTime();
    List<GoodBadCount> goodBadCounts =
        store.ask(MetricStorePorts.GOOD_BAD_COUNTS, new GoodBadCountsOf(windows));
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    System.out.printf(
        "%d windows in %d ms, %d cases%n",
        windows.size(), millis, goodBadCounts.stream().mapToLong(GoodBadCount::total).sum());
  }
}
