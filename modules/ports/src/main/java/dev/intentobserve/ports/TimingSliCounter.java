package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts timings of the service for the objectives about them. Counts each one when it happens,
 * because a histogram is exact only at its bucket limits. {@code app} feeds it from {@link
 * Meters#time}, the metrics module drains it. Thread-safe.
 */
public final class TimingSliCounter {
  private volatile List<Counter> counters = List.of();

  private record Counter(
      String indicatorId, Indicator.Timings indicator, LongAdder good, LongAdder bad) {}

  /** Sets the objectives to count for; those that stay keep their counts. */
  public void watch(List<Objective> objectives) {
    List<Counter> next = new ArrayList<>();
    for (Objective objective : objectives) {
      if (objective.indicator() instanceof Indicator.Timings timings
          && next.stream().noneMatch(c -> c.indicatorId().equals(objective.indicatorId()))) {
        next.add(counterFor(objective.indicatorId(), timings));
      }
    }
    counters = List.copyOf(next);
  }

  private Counter counterFor(String id, Indicator.Timings timings) {
    return counters.stream()
        .filter(counter -> counter.indicatorId().equals(id))
        .findFirst()
        .orElseGet(() -> new Counter(id, timings, new LongAdder(), new LongAdder()));
  }

  /**
   * Counts one timing.
   *
   * @param labels names and values in turn
   */
  public void timed(String timing, Duration duration, String... labels) {
    for (Counter counter : counters) {
      Indicator.Timings wanted = counter.indicator();
      if (wanted.timing().equals(timing) && matches(wanted.where(), labels)) {
        boolean bad =
            (!wanted.bad().isEmpty() && matches(wanted.bad(), labels))
                || (wanted.limit() != null && !wanted.limit().holds(duration));
        (bad ? counter.bad() : counter.good()).increment();
      }
    }
  }

  /** What was counted since the last time, by indicator; indicators without counts are left out. */
  public List<Counted> drain() {
    List<Counted> drained = new ArrayList<>();
    for (Counter counter : counters) {
      GoodBadCount tally =
          new GoodBadCount(counter.good().sumThenReset(), counter.bad().sumThenReset());
      if (tally.total() > 0) {
        drained.add(new Counted(counter.indicatorId(), tally));
      }
    }
    return drained;
  }

  public record Counted(String indicatorId, GoodBadCount tally) {
    public Counted {
      requireNonNull(indicatorId, "indicatorId");
      requireNonNull(tally, "tally");
    }
  }

  private static boolean matches(Map<String, String> wanted, String... labels) {
    return wanted.entrySet().stream()
        .allMatch(
            want -> {
              String value = valueOf(want.getKey(), labels);
              return want.getValue().startsWith("!")
                  ? !isOneOf(want.getValue().substring(1), value)
                  : isOneOf(want.getValue(), value);
            });
  }

  private static boolean isOneOf(String alternatives, String value) {
    return alternatives.equals(value)
        || (alternatives.indexOf('|') >= 0
            && ("|" + alternatives + "|").contains("|" + value + "|"));
  }

  private static String valueOf(String name, String... labels) {
    for (int i = 0; i + 1 < labels.length; i += 2) {
      if (labels[i].equals(name)) {
        return labels[i + 1];
      }
    }
    return "";
  }
}
