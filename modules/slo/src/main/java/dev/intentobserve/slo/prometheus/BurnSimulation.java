package dev.intentobserve.slo.prometheus;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.slo.BurnRule;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A generated history of two counters, one value a minute, and the result of the service's rule on
 * it. Prometheus must give the same result.
 */
final class BurnSimulation {
  private final Objective objective;
  private final long[] good;
  private final long[] bad;

  private BurnSimulation(Objective objective, long[] good, long[] bad) {
    this.objective = objective;
    this.good = good;
    this.bad = bad;
  }

  /** {@code lead} minutes of good cases, then only bad ones. */
  static BurnSimulation failing(Objective objective, int lead, int minutes, long perMinute) {
    long[] good = new long[minutes + 1];
    long[] bad = new long[minutes + 1];
    for (int minute = 1; minute <= minutes; minute++) {
      good[minute] = good[minute - 1] + (minute <= lead ? perMinute : 0);
      bad[minute] = bad[minute - 1] + (minute <= lead ? 0 : perMinute);
    }
    return new BurnSimulation(objective, good, bad);
  }

  /** Good cases in the first minute and bad ones in a later minute. */
  static BurnSimulation quiet(
      Objective objective, int minutes, long successes, int when, long failures) {
    long[] good = new long[minutes + 1];
    long[] bad = new long[minutes + 1];
    for (int minute = 1; minute <= minutes; minute++) {
      good[minute] = successes;
      bad[minute] = minute >= when ? failures : 0;
    }
    return new BurnSimulation(objective, good, bad);
  }

  int minutes() {
    return good.length - 1;
  }

  /** The pairs that burn in a minute. */
  List<Burn> burning(int minute) {
    GoodBadCount whole = tally(minute, BurnRule.nominal(objective.window()));
    return SloRuleWriter.reachable(objective).stream()
        .filter(
            burn ->
                BurnRule.burning(
                    objective,
                    burn,
                    whole,
                    tally(minute, burn.longWindow()),
                    tally(minute, burn.shortWindow())))
        .toList();
  }

  /** The minutes in which a pair burns for the first time. */
  SortedSet<Integer> firstBurnMinutes() {
    SortedSet<Integer> firstBurnMinutes = new TreeSet<>();
    Set<Burn> seen = new HashSet<>();
    for (int minute = 0; minute <= minutes(); minute++) {
      if (seen.addAll(burning(minute))) {
        firstBurnMinutes.add(minute);
      }
    }
    return firstBurnMinutes;
  }

  /** The cases in the window that ends at a minute. */
  GoodBadCount tally(int minute, Duration window) {
    int from = (int) Math.max(0, minute - window.toMinutes());
    return new GoodBadCount(good[minute] - good[from], bad[minute] - bad[from]);
  }

  String goodValues() {
    return values(good);
  }

  String badValues() {
    return values(bad);
  }

  /** Ranges of constant growth in the notation of promtool: {@code 0+10x5} has six values. */
  private static String values(long[] counter) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < counter.length) {
      long step = at + 1 < counter.length ? counter[at + 1] - counter[at] : 0;
      int end = at;
      while (end + 1 < counter.length && counter[end + 1] - counter[end] == step) {
        end++;
      }
      text.append(text.isEmpty() ? "" : " ");
      text.append("%d+%dx%d".formatted(counter[at], step, end - at));
      at = end + 1;
    }
    return text.toString();
  }
}
