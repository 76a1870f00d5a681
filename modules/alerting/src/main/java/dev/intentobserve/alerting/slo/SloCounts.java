package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is counted to judge an objective.
 *
 * @param window the objective's own
 * @param pairs one for each of its burns, in their order
 * @param settled of {@link #settled(Objective, Instant)}: what the next looks are compared with
 * @param remembered what the stretch that is remembered holds today; null where nothing is
 * @param expiresAt when enough failures have left the window for the next one to be allowed; null
 *     where nobody looked
 */
record SloCounts(
    GoodBadCount window,
    List<Pair> pairs,
    GoodBadCount settled,
    @Nullable GoodBadCount remembered,
    @Nullable Instant expiresAt) {

  /**
   * The most recent figures are still being made: an event is stored, placed and counted one after
   * the other. A difference in them is no news.
   */
  static final Duration SETTLING = Duration.ofMinutes(10);

  record Pair(GoodBadCount longTally, GoodBadCount shortTally) {}

  SloCounts {
    pairs = List.copyOf(pairs);
  }

  SloCounts expiring(@Nullable Instant when) {
    return new SloCounts(window, pairs, settled, remembered, when);
  }

  /** The windows to ask for; {@link #read} expects their tallies in this order. */
  static List<CountWindow> windows(Objective objective, Instant now, @Nullable SloSnapshot memory) {
    List<CountWindow> windows = new ArrayList<>();
    SloWindow sloWindow = SloWindow.of(objective.window(), now);
    windows.add(window(objective, sloWindow.from(), sloWindow.to()));
    for (Burn burn : objective.burns()) {
      windows.add(last(objective, burn.longWindow(), sloWindow.to()));
      windows.add(last(objective, burn.shortWindow(), sloWindow.to()));
    }
    windows.add(settled(objective, now));
    SloSnapshot comparable = comparable(objective, memory);
    if (comparable != null) {
      windows.add(window(objective, comparable.from(), comparable.to()));
    }
    return windows;
  }

  /** Takes its tallies off {@code answer}. */
  static SloCounts read(
      Objective objective, @Nullable SloSnapshot memory, Iterator<GoodBadCount> answer) {
    GoodBadCount window = nonNegative(answer.next());
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < objective.burns().size(); i++) {
      pairs.add(new Pair(nonNegative(answer.next()), nonNegative(answer.next())));
    }
    GoodBadCount settled = answer.next();
    GoodBadCount remembered = comparable(objective, memory) == null ? null : answer.next();
    return new SloCounts(window, pairs, settled, remembered, null);
  }

  /**
   * What is compared with later looks: all that still matters, apart from what is in the making.
   */
  static CountWindow settled(Objective objective, Instant now) {
    Instant from = SloWindow.horizon(objective.window(), now);
    Instant to = SloWindow.minute(now.minus(SETTLING));
    return window(objective, from, to.isBefore(from) ? from : to);
  }

  /** Figures of another indicator tell nothing about this one. */
  private static @Nullable SloSnapshot comparable(
      Objective objective, @Nullable SloSnapshot memory) {
    return memory != null && memory.indicator().equals(objective.indicatorId()) ? memory : null;
  }

  private static CountWindow last(Objective objective, Duration length, Instant to) {
    return window(objective, SloWindow.minute(to.minus(length)), to);
  }

  private static CountWindow window(Objective objective, Instant from, Instant to) {
    return new CountWindow(objective.scope(), objective.indicatorId(), from, to);
  }

  /** Corrections may cross: for a moment more may have been taken back than was there. */
  private static GoodBadCount nonNegative(GoodBadCount tally) {
    return new GoodBadCount(Math.max(0, tally.good()), Math.max(0, tally.bad()));
  }
}
