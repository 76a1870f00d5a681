package dev.intentobserve.store.metric;

import static dev.intentobserve.testkit.TestEvent.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.ports.MetricStorePorts;
import dev.intentobserve.ports.MetricStorePorts.CommitMetrics;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import dev.intentobserve.ports.MetricStorePorts.GoodBadCountsOf;
import dev.intentobserve.ports.MetricStorePorts.IndicatorCount;
import dev.intentobserve.ports.MetricStorePorts.MinuteCount;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.store.StoreHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A window is the sum of its minutes, however it is divided into hours and minutes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoodBadCountTest {
  private static final int MINUTES = 4 * 24 * 60;
  private static final Scope OTHER = new Scope("other", "other");

  private final Random random = new Random(20260301);
  private final List<Scoped<MinuteCount>> ticks = new ArrayList<>();
  private StoreHarness store;

  @BeforeAll
  void open() {
    store = StoreHarness.fresh();
    for (int page = 0; page < 5; page++) {
      List<Scoped<MinuteCount>> some = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        some.add(new Scoped<>(random.nextInt(5) == 0 ? OTHER : Scope.DEFAULT, tick()));
      }
      commit(some);
      ticks.addAll(some);
    }
  }

  @AfterAll
  void close() {
    store.close();
  }

  @Test
  void anyWindow_isTheSumOfItsMinutes() {
    List<CountWindow> windows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      windows.add(window());
    }
    List<GoodBadCount> brute = windows.stream().map(this::count).toList();
    assertThat(brute).filteredOn(tally -> tally.total() > 0).hasSizeGreaterThan(200);
    assertThat(store.ask(MetricStorePorts.GOOD_BAD_COUNTS, new GoodBadCountsOf(windows)))
        .isEqualTo(brute);
  }

  @Test
  void emptyWindow_isNone() {
    CountWindow empty = new CountWindow(Scope.DEFAULT, "a", NOON, NOON);
    CountWindow unknown = new CountWindow(Scope.DEFAULT, "unknown", NOON, NOON.plusSeconds(36_000));
    assertThat(
            store.ask(
                MetricStorePorts.GOOD_BAD_COUNTS, new GoodBadCountsOf(List.of(empty, unknown))))
        .containsExactly(GoodBadCount.NONE, GoodBadCount.NONE);
    assertThat(store.ask(MetricStorePorts.GOOD_BAD_COUNTS, new GoodBadCountsOf(List.of())))
        .isEmpty();
  }

  @Test
  void totals_areAllCounts() {
    Instant end = NOON.plus(Duration.ofMinutes(MINUTES));
    List<IndicatorCount> brute = new ArrayList<>();
    for (Scope scope : List.of(Scope.DEFAULT, OTHER)) {
      for (String indicator : List.of("a", "b", "c")) {
        brute.add(
            new IndicatorCount(
                scope, indicator, count(new CountWindow(scope, indicator, NOON, end))));
      }
    }
    assertThat(store.ask(MetricStorePorts.ALL_GOOD_BAD_COUNTS, new Nothing()))
        .containsExactlyElementsOf(brute);
  }

  private MinuteCount tick() {
    return new MinuteCount(
        "abc".substring(random.nextInt(3)).substring(0, 1),
        NOON.plus(Duration.ofMinutes(random.nextInt(MINUTES))),
        random.nextInt(4),
        random.nextInt(3) - 1);
  }

  private CountWindow window() {
    int from = random.nextInt(MINUTES);
    int length = random.nextBoolean() ? random.nextInt(130) : random.nextInt(MINUTES);
    return new CountWindow(
        random.nextBoolean() ? Scope.DEFAULT : OTHER,
        "abc".substring(random.nextInt(3)).substring(0, 1),
        NOON.plus(Duration.ofMinutes(from)),
        NOON.plus(Duration.ofMinutes(from + length)));
  }

  private GoodBadCount count(CountWindow window) {
    return ticks.stream()
        .filter(tick -> tick.scope().equals(window.scope()))
        .map(Scoped::value)
        .filter(tick -> tick.indicator().equals(window.indicator()))
        .filter(tick -> !tick.minute().isBefore(window.from()))
        .filter(tick -> tick.minute().isBefore(window.to()))
        .map(tick -> new GoodBadCount(tick.good(), tick.bad()))
        .reduce(GoodBadCount.NONE, GoodBadCount::plus);
  }

  private void commit(List<Scoped<MinuteCount>> some) {
    CommitMetrics step =
        new CommitMetrics(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), some, List.of());
    assertThat(store.ask(MetricStorePorts.COMMIT_METRICS, step)).isTrue();
  }
}
