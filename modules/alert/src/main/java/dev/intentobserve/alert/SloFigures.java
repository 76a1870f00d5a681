package dev.intentobserve.alert;

import dev.intentobserve.contract.AlertStoreContract.SloMemory;
import dev.intentobserve.contract.FiguresContract.Window;
import dev.intentobserve.event.Objective;
import dev.intentobserve.event.Objective.Burn;
import dev.intentobserve.event.Tally;
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
 * @param leaves when enough failures have left the window for the next one to be allowed; null
 *     where nobody looked
 */
record SloFigures(
    Tally window,
    List<Pair> pairs,
    Tally settled,
    @Nullable Tally remembered,
    @Nullable Instant leaves) {

  /**
   * The most recent figures are still being made: an event is stored, placed and counted one after
   * the other. A difference in them is no news.
   */
  static final Duration SETTLING = Duration.ofMinutes(10);

  record Pair(Tally longTally, Tally shortTally) {}

  SloFigures {
    pairs = List.copyOf(pairs);
  }

  SloFigures leaving(@Nullable Instant when) {
    return new SloFigures(window, pairs, settled, remembered, when);
  }

  /** The windows to ask for; {@link #read} expects their tallies in this order. */
  static List<Window> windows(Objective objective, Instant now, @Nullable SloMemory memory) {
    List<Window> windows = new ArrayList<>();
    Stretch stretch = Stretch.of(objective.window(), now);
    windows.add(window(objective, stretch.from(), stretch.to()));
    for (Burn burn : objective.burns()) {
      windows.add(last(objective, burn.longWindow(), stretch.to()));
      windows.add(last(objective, burn.shortWindow(), stretch.to()));
    }
    windows.add(settled(objective, now));
    SloMemory comparable = comparable(objective, memory);
    if (comparable != null) {
      windows.add(window(objective, comparable.from(), comparable.to()));
    }
    return windows;
  }

  /** Takes its tallies off {@code answer}. */
  static SloFigures read(Objective objective, @Nullable SloMemory memory, Iterator<Tally> answer) {
    Tally window = sane(answer.next());
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < objective.burns().size(); i++) {
      pairs.add(new Pair(sane(answer.next()), sane(answer.next())));
    }
    Tally settled = answer.next();
    Tally remembered = comparable(objective, memory) == null ? null : answer.next();
    return new SloFigures(window, pairs, settled, remembered, null);
  }

  /**
   * What is compared with later looks: all that still matters, apart from what is in the making.
   */
  static Window settled(Objective objective, Instant now) {
    Instant from = Stretch.horizon(objective.window(), now);
    Instant to = Stretch.minute(now.minus(SETTLING));
    return window(objective, from, to.isBefore(from) ? from : to);
  }

  /** Figures of another indicator tell nothing about this one. */
  private static @Nullable SloMemory comparable(Objective objective, @Nullable SloMemory memory) {
    return memory != null && memory.indicator().equals(objective.indicatorId()) ? memory : null;
  }

  private static Window last(Objective objective, Duration length, Instant to) {
    return window(objective, Stretch.minute(to.minus(length)), to);
  }

  private static Window window(Objective objective, Instant from, Instant to) {
    return new Window(objective.scope(), objective.indicatorId(), from, to);
  }

  /** Corrections may cross: for a moment more may have been taken back than was there. */
  private static Tally sane(Tally tally) {
    return new Tally(Math.max(0, tally.good()), Math.max(0, tally.bad()));
  }
}
