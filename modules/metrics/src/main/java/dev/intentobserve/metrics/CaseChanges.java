package dev.intentobserve.metrics;

import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Case;
import dev.intentobserve.event.Case.Outcome;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Tally;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cases that are made, changed or taken back, and what that does to the counts of minutes. */
final class CaseChanges {
  private final Ticks ticks;
  private final List<Scoped<Case>> made = new ArrayList<>();
  private final List<Scoped<Case>> dropped = new ArrayList<>();

  CaseChanges(Ticks ticks) {
    this.ticks = ticks;
  }

  void replace(Scope scope, @Nullable Case before, @Nullable Case after) {
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

  private void count(Scope scope, Case one, int sign) {
    if (one.decided() != null && one.outcome() != Outcome.OPEN) {
      boolean good = one.outcome() == Outcome.GOOD;
      Tally tally = new Tally(good ? sign : 0, good ? 0 : sign);
      ticks.add(scope, one.indicator(), one.decided(), tally);
    }
  }

  List<Scoped<Case>> made() {
    return List.copyOf(made);
  }

  List<Scoped<Case>> dropped() {
    return List.copyOf(dropped);
  }
}
