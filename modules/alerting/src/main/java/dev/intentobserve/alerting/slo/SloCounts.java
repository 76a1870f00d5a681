package dev.intentobserve.alerting.slo;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.model.slo.Objective.Burn;
import dev.intentobserve.ports.AlertStorePorts.SloSnapshot;
import dev.intentobserve.ports.MetricStorePorts.CountWindow;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counts an objective is evaluated from.
 *
 * @param window of the objective's own window
 * @param pairs one for each burn rule of the objective, in the same order
 * @param settled of {@link #settled(Objective, Instant)}, to compare later ticks with
 * @param remembered current counts of the period in the last snapshot; null without a snapshot
 * @param expiresAt when enough failures have left the window for the next one to be allowed; null
 *     when not searched for
 */
@RecordBuilder
record SloCounts(
    GoodBadCount window,
    List<Pair> pairs,
    GoodBadCount settled,
    @Nullable GoodBadCount remembered,
    @Nullable Instant expiresAt)
    implements SloCountsBuilder.With {

  /**
   * Counts of the last minutes still change, because an event is stored, placed and counted one
   * after another. Differences there are not worth a note.
   */
  static final Duration SETTLING = Duration.ofMinutes(10);

  record Pair(GoodBadCount longTally, GoodBadCount shortTally) {}

  SloCounts {
    pairs = List.copyOf(pairs);
  }

  /** The windows to count; {@link #read} expects the counts in this order. */
  static List<CountWindow> windows(
      Objective objective, Instant now, @Nullable SloSnapshot snapshot) {
    List<CountWindow> windows = new ArrayList<>();
    SloWindow sloWindow = SloWindow.of(objective.window(), now);
    windows.add(window(objective, sloWindow.from(), sloWindow.to()));
    for (Burn burn : objective.burns()) {
      windows.add(last(objective, burn.longWindow(), sloWindow.to()));
      windows.add(last(objective, burn.shortWindow(), sloWindow.to()));
    }
    windows.add(settled(objective, now));
    SloSnapshot comparable = comparable(objective, snapshot);
    if (comparable != null) {
      windows.add(window(objective, comparable.from(), comparable.to()));
    }
    return windows;
  }

  static SloCounts read(
      Objective objective, @Nullable SloSnapshot snapshot, Iterator<GoodBadCount> answer) {
    GoodBadCount window = nonNegative(answer.next());
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < objective.burns().size(); i++) {
      pairs.add(new Pair(nonNegative(answer.next()), nonNegative(answer.next())));
    }
    GoodBadCount settled = answer.next();
    GoodBadCount remembered = comparable(objective, snapshot) == null ? null : answer.next();
    return new SloCounts(window, pairs, settled, remembered, null);
  }

  /** The period that later ticks compare: all that is still relevant and already settled. */
  static CountWindow settled(Objective objective, Instant now) {
    Instant from = SloWindow.horizon(objective.window(), now);
    Instant to = SloWindow.minute(now.minus(SETTLING));
    return window(objective, from, to.isBefore(from) ? from : to);
  }

  /** Counts of another indicator cannot be compared. */
  private static @Nullable SloSnapshot comparable(
      Objective objective, @Nullable SloSnapshot snapshot) {
    return snapshot != null && snapshot.indicator().equals(objective.indicatorId())
        ? snapshot
        : null;
  }

  private static CountWindow last(Objective objective, Duration length, Instant to) {
    return window(objective, SloWindow.minute(to.minus(length)), to);
  }

  private static CountWindow window(Objective objective, Instant from, Instant to) {
    return new CountWindow(objective.scope(), objective.indicatorId(), from, to);
  }

  /** Corrections may arrive out of order, so that a count is negative for a moment. */
  private static GoodBadCount nonNegative(GoodBadCount tally) {
    return new GoodBadCount(Math.max(0, tally.good()), Math.max(0, tally.bad()));
  }
}
