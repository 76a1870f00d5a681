package dev.intentobserve.alerting;

import dev.intentobserve.ports.Meters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records what was measured. */
final class RecordingMeters implements Meters {
  private final Map<List<String>, Double> gauges = new ConcurrentHashMap<>();
  private final List<String> timed = new CopyOnWriteArrayList<>();

  @Override
  public void count(String name, long amount, String... labels) {}

  @Override
  public void time(String name, Duration duration, String... labels) {
    timed.add(name);
  }

  @Override
  public void gauge(String name, double value, String... labels) {
    gauges.put(key(name, labels), value);
  }

  double gauge(String name, String... labels) {
    return gauges.getOrDefault(key(name, labels), Double.NEGATIVE_INFINITY);
  }

  List<String> timed() {
    return List.copyOf(timed);
  }

  private static List<String> key(String name, String... labels) {
    List<String> key = new ArrayList<>(List.of(labels));
    key.addFirst(name);
    return key;
  }
}
