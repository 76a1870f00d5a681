package dev.intentobserve.metrics;

import dev.intentobserve.contract.FiguresContract.Tick;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Tally;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects cases by the minute they count at. */
final class Ticks {
  private final Map<Scoped<Slot>, Tally> slots = new LinkedHashMap<>();

  private record Slot(String indicator, Instant minute) {}

  /** Adds cases, or takes them back when negative. */
  void add(Scope scope, String indicator, Instant at, Tally tally) {
    slots.merge(
        new Scoped<>(scope, new Slot(indicator, at.truncatedTo(ChronoUnit.MINUTES))),
        tally,
        Tally::plus);
  }

  void clear() {
    slots.clear();
  }

  /** Without those that came to nothing. */
  List<Scoped<Tick>> list() {
    List<Scoped<Tick>> ticks = new ArrayList<>();
    slots.forEach(
        (slot, tally) -> {
          if (!tally.equals(Tally.NONE)) {
            ticks.add(
                new Scoped<>(
                    slot.scope(),
                    new Tick(
                        slot.value().indicator(),
                        slot.value().minute(),
                        tally.good(),
                        tally.bad())));
          }
        });
    return ticks;
  }
}
