package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.model.slo.SliEvent.Outcome;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SLI events that are added, changed or removed, and what that changes in the counts of minutes.
 */
final class SliEventChanges {
  private final MinuteCounts ticks;
  private final List<Scoped<SliEvent>> made = new ArrayList<>();
  private final List<Scoped<SliEvent>> dropped = new ArrayList<>();

  SliEventChanges(MinuteCounts ticks) {
    this.ticks = ticks;
  }

  void replace(Scope scope, @Nullable SliEvent before, @Nullable SliEvent after) {
    if (before != null && !before.equals(after)) {
      count(scope, before, -1);
    }
    if (after != null && !after.equals(before)) {
      count(scope, after, 1);
      made.add(new Scoped<>(scope, after));
    } else if (before != null && after == null) {
      dropped.add(new Scoped<>(scope, before));
    }
  }

  private void count(Scope scope, SliEvent one, int sign) {
    if (one.decided() != null && one.outcome() != Outcome.OPEN) {
      boolean good = one.outcome() == Outcome.GOOD;
      GoodBadCount tally = new GoodBadCount(good ? sign : 0, good ? 0 : sign);
      ticks.add(scope, one.indicator(), one.decided(), tally);
    }
  }

  List<Scoped<SliEvent>> made() {
    return List.copyOf(made);
  }

  List<Scoped<SliEvent>> dropped() {
    return List.copyOf(dropped);
  }
}
