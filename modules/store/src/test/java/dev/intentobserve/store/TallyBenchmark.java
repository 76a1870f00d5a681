package dev.intentobserve.store;

import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.TallyOf;
import dev.intentobserve.contract.FiguresContract.Window;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Tally;
import dev.intentobserve.testkit.EmbeddedDb;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one look at all windows costs: objectives times eight windows from five minutes to 28 days,
 * over a record in which every minute of some days counted something. Started by hand.
 */
public final class TallyBenchmark {
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

  private TallyBenchmark() {}

  public static void main(String[] arguments) {
    int days = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 140;
    int objectives = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
    try (Cellar cellar = Cellar.fresh()) {
      fill(cellar, "minute", days * 1_440, objectives);
      fill(cellar, "hour", days * 24, objectives);
      cellar.database.execute("analyze");
      List<Window> windows = new ArrayList<>();
      for (int i = 0; i < objectives; i++) {
        for (Duration window : WINDOWS) {
          windows.add(new Window(Scope.DEFAULT, "indicator-" + i, NOW.minus(window), NOW));
        }
      }
      for (int round = 0; round < 5; round++) {
        look(cellar, windows);
      }
    }
    EmbeddedDb.shared().close();
    System.exit(0);
  }

  private static void fill(Cellar cellar, String table, int slots, int objectives) {
    cellar.database.execute(
        """
        insert into indicator_%1$s
        select 'default', 'default', 'indicator-' || i,
          date_trunc('%1$s', timestamptz '%2$s', 'UTC') - make_interval(%1$ss => s), 9, 1
        from generate_series(0, %3$d - 1) as i, generate_series(0, %4$d - 1) as s
        """
            .formatted(table.equals("minute") ? "minute" : "hour", NOW, objectives, slots)
            .replace("minutes =>", "mins =>"));
  }

  private static void look(Cellar cellar, List<Window> windows) {
    long start = System.nanoTime();
    List<Tally> tallies = cellar.ask(FiguresContract.TALLIES, new TallyOf(windows));
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    System.out.printf(
        "%d windows in %d ms, %d cases%n",
        windows.size(), millis, tallies.stream().mapToLong(Tally::total).sum());
  }
}
