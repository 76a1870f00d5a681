package dev.intentobserve.metrics;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.ports.MetricStorePorts.MinuteCount;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects SLI events by the minute they count in. */
final class MinuteCounts {
  private final Map<Scoped<Slot>, GoodBadCount> slots = new LinkedHashMap<>();

  private record Slot(String indicator, Instant minute) {}

  /** Adds events; a negative number subtracts them. */
  void add(Scope scope, String indicator, Instant at, GoodBadCount tally) {
    slots.merge(
        new Scoped<>(scope, new Slot(indicator, at.truncatedTo(ChronoUnit.MINUTES))),
        tally,
        GoodBadCount::plus);
  }

  void clear() {
    slots.clear();
  }

  /** Without minutes whose counts are zero. */
  List<Scoped<MinuteCount>> list() {
    List<Scoped<MinuteCount>> ticks = new ArrayList<>();
    slots.forEach(
        (slot, tally) -> {
          if (!tally.equals(GoodBadCount.NONE)) {
            ticks.add(
                new Scoped<>(
                    slot.scope(),
                    new MinuteCount(
                        slot.value().indicator(),
                        slot.value().minute(),
                        tally.good(),
                        tally.bad())));
          }
        });
    return ticks;
  }
}
