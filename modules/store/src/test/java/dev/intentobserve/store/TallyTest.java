package dev.intentobserve.store;

import static dev.intentobserve.testkit.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.FiguresContract;
import dev.intentobserve.contract.FiguresContract.AllTallies;
import dev.intentobserve.contract.FiguresContract.CommitFigures;
import dev.intentobserve.contract.FiguresContract.IndicatorTally;
import dev.intentobserve.contract.FiguresContract.TallyOf;
import dev.intentobserve.contract.FiguresContract.Tick;
import dev.intentobserve.contract.FiguresContract.Window;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Windows are sums, whatever they are cut into. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TallyTest {
  private static final int MINUTES = 4 * 24 * 60;
  private static final Scope OTHER = new Scope("other", "other");

  private final Random random = new Random(20260301);
  private final List<Scoped<Tick>> ticks = new ArrayList<>();
  private Cellar cellar;

  @BeforeAll
  void open() {
    cellar = Cellar.fresh();
    for (int page = 0; page < 5; page++) {
      List<Scoped<Tick>> some = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        some.add(new Scoped<>(random.nextInt(5) == 0 ? OTHER : Scope.DEFAULT, tick()));
      }
      commit(some);
      ticks.addAll(some);
    }
  }

  @AfterAll
  void close() {
    cellar.close();
  }

  @Test
  void anyWindow_isTheSumOfItsMinutes() {
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      windows.add(window());
    }
    List<Tally> brute = windows.stream().map(this::count).toList();
    assertThat(brute).filteredOn(tally -> tally.total() > 0).hasSizeGreaterThan(200);
    assertThat(cellar.ask(FiguresContract.TALLIES, new TallyOf(windows))).isEqualTo(brute);
  }

  @Test
  void emptyWindow_isNone() {
    Window empty = new Window(Scope.DEFAULT, "a", NOON, NOON);
    Window unknown = new Window(Scope.DEFAULT, "unknown", NOON, NOON.plusSeconds(36_000));
    assertThat(cellar.ask(FiguresContract.TALLIES, new TallyOf(List.of(empty, unknown))))
        .containsExactly(Tally.NONE, Tally.NONE);
    assertThat(cellar.ask(FiguresContract.TALLIES, new TallyOf(List.of()))).isEmpty();
  }

  @Test
  void totals_areAllThatWasEverCounted() {
    Instant end = NOON.plus(Duration.ofMinutes(MINUTES));
    List<IndicatorTally> brute = new ArrayList<>();
    for (Scope scope : List.of(Scope.DEFAULT, OTHER)) {
      for (String indicator : List.of("a", "b", "c")) {
        brute.add(
            new IndicatorTally(scope, indicator, count(new Window(scope, indicator, NOON, end))));
      }
    }
    assertThat(cellar.ask(FiguresContract.ALL_TALLIES, new AllTallies()))
        .containsExactlyElementsOf(brute);
  }

  private Tick tick() {
    return new Tick(
        "abc".substring(random.nextInt(3)).substring(0, 1),
        NOON.plus(Duration.ofMinutes(random.nextInt(MINUTES))),
        random.nextInt(4),
        random.nextInt(3) - 1);
  }

  private Window window() {
    int from = random.nextInt(MINUTES);
    int length = random.nextBoolean() ? random.nextInt(130) : random.nextInt(MINUTES);
    return new Window(
        random.nextBoolean() ? Scope.DEFAULT : OTHER,
        "abc".substring(random.nextInt(3)).substring(0, 1),
        NOON.plus(Duration.ofMinutes(from)),
        NOON.plus(Duration.ofMinutes(from + length)));
  }

  private Tally count(Window window) {
    return ticks.stream()
        .filter(tick -> tick.scope().equals(window.scope()))
        .map(Scoped::value)
        .filter(tick -> tick.indicator().equals(window.indicator()))
        .filter(tick -> !tick.minute().isBefore(window.from()))
        .filter(tick -> tick.minute().isBefore(window.to()))
        .map(tick -> new Tally(tick.good(), tick.bad()))
        .reduce(Tally.NONE, Tally::plus);
  }

  private void commit(List<Scoped<Tick>> some) {
    CommitFigures step =
        new CommitFigures(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), some, List.of());
    assertThat(cellar.ask(FiguresContract.COMMIT_FIGURES, step)).isTrue();
  }
}
