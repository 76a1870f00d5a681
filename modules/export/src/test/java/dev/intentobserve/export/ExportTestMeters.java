package dev.intentobserve.export;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Meters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Meters that remember what was counted. */
final class ExportTestMeters implements Meters {
  private final Map<List<String>, Long> counts = new ConcurrentHashMap<>();
  private final Map<List<String>, Double> gauges = new ConcurrentHashMap<>();

  @Override
  public void count(String name, long amount, String... labels) {
    counts.merge(key(name, labels), amount, Long::sum);
  }

  @Override
  public void time(String name, Duration duration, String... labels) {}

  @Override
  public void gauge(String name, double value, String... labels) {
    gauges.put(key(name, labels), value);
  }

  long counted(String name, String destination) {
    return counts.getOrDefault(key(name, TelemetryNames.LABEL_DESTINATION, destination), 0L);
  }

  long counted(String name, String destination, String reason) {
    String[] labels = {
      TelemetryNames.LABEL_DESTINATION, destination, TelemetryNames.LABEL_REASON, reason
    };
    return counts.getOrDefault(key(name, labels), 0L);
  }

  double gauge(String name, String destination) {
    return gauges.getOrDefault(
        key(name, TelemetryNames.LABEL_DESTINATION, destination), Double.NaN);
  }

  private static List<String> key(String name, String... labels) {
    List<String> key = new ArrayList<>(List.of(labels));
    key.addFirst(name);
    return key;
  }
}
