package dev.intentobserve.tests.bench;

import dev.intentobserve.tests.bench.BenchOptions.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of all runs by measure, in the order of {@code measures.tsv}, and what failed. */
final class Measurements {
  private final Map<Measure, List<Double>> values = new LinkedHashMap<>();
  private final Map<String, Measure> known = Measure.all();
  private final Map<Measure, Double> pending = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  Measurements() {
    known.values().forEach(measure -> values.put(measure, new ArrayList<>()));
  }

  /**
   * Counts when the scenario is {@link #kept}.
   *
   * @throws IllegalArgumentException if no row of the table has this key
   */
  void add(String key, double value) {
    pending.put(measure(key), value);
  }

  Part part(String key) {
    return Part.of(measure(key).scenario());
  }

  private Measure measure(String key) {
    Measure measure = known.get(key);
    if (measure == null) {
      throw new IllegalArgumentException("measures.tsv has no row " + key);
    }
    return measure;
  }

  /** All checks of the scenario held: its values count. */
  void kept() {
    pending.forEach(
        (measure, value) -> values.computeIfAbsent(measure, fresh -> new ArrayList<>()).add(value));
    pending.clear();
  }

  /** A check did not hold, so none of the scenario's values counts. */
  void failed(String message) {
    pending.clear();
    failures.add(message);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Only measures with values. */
  Map<Measure, List<Double>> values() {
    Map<Measure, List<Double>> found = new LinkedHashMap<>();
    values.forEach(
        (measure, runs) -> {
          if (!runs.isEmpty()) {
            found.put(measure, List.copyOf(runs));
          }
        });
    return found;
  }
}
