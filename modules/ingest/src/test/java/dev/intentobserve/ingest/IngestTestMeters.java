package dev.intentobserve.ingest;

import dev.intentobserve.ports.Meters;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Meters a test can read: by name and labels. */
public final class IngestTestMeters implements Meters {
  private final Map<String, Double> values = new ConcurrentHashMap<>();

  @Override
  public void count(String name, long amount, String... labels) {
    values.merge(key(name, labels), (double) amount, Double::sum);
  }

  @Override
  public void time(String name, Duration duration, String... labels) {}

  @Override
  public void gauge(String name, double value, String... labels) {
    values.put(key(name, labels), value);
  }

  public double of(String name, String... labels) {
    return values.getOrDefault(key(name, labels), 0.0);
  }

  private static String key(String name, String... labels) {
    return name + String.join(",", labels);
  }
}
