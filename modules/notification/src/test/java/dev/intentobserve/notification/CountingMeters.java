package dev.intentobserve.notification;

import dev.intentobserve.ports.Meters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counters that tests can read. */
final class CountingMeters implements Meters {
  private final Map<String, Long> counts = new TreeMap<>();

  @Override
  public synchronized void count(String name, long amount, String... labels) {
    counts.merge(name + List.of(labels), amount, Long::sum);
  }

  @Override
  public void time(String name, Duration duration, String... labels) {}

  @Override
  public void gauge(String name, double value, String... labels) {}

  synchronized long notifications(String channel, String outcome) {
    return counts.getOrDefault(
        "intent_observe.notifications" + List.of("channel", channel, "outcome", outcome), 0L);
  }
}
