package dev.intentobserve.app.telemetry;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The series of one metric: the first ones up to a limit. Counts those beyond it and names the
 * label with the most values. Safe for several threads.
 */
final class SeriesBudget {
  private static final String OTHER = "other";

  private final int budget;
  private final Map<List<String>, Tags> admitted = new ConcurrentHashMap<>();
  private final Set<Integer> rejectedSeries = new HashSet<>();
  private String overflowingLabel = "";

  SeriesBudget(int budget) {
    this.budget = budget;
  }

  /**
   * The tags under which a series is counted.
   *
   * @param overflow how many series were refused so far, this one included; 0 where it was
   *     admitted. Counted by hash and up to the limit, to bound memory
   */
  record Admission(Tags tags, int overflow) {}

  /**
   * Tags of a series that was admitted before.
   *
   * @param labels names and values alternating
   */
  @Nullable Tags known(List<String> labels) {
    return admitted.get(labels);
  }

  synchronized Admission admit(List<String> labels) {
    Tags known = admitted.get(labels);
    if (known != null) {
      return new Admission(known, 0);
    }
    if (admitted.size() >= budget) {
      return new Admission(other(labels), reject(labels));
    }
    Tags tags = Tags.of(labels.toArray(String[]::new));
    admitted.put(labels, tags);
    return new Admission(tags, 0);
  }

  /** The label with the most values among the admitted series; empty while none was refused. */
  synchronized String overflowingLabel() {
    return overflowingLabel;
  }

  private int reject(List<String> labels) {
    if (rejectedSeries.isEmpty()) {
      overflowingLabel = mostVaried();
    }
    if (rejectedSeries.size() < budget) {
      rejectedSeries.add(labels.hashCode());
    }
    return Math.max(1, rejectedSeries.size());
  }

  private String mostVaried() {
    Map<String, Set<String>> values = new HashMap<>();
    String most = "";
    for (List<String> labels : admitted.keySet()) {
      for (int i = 0; i + 1 < labels.size(); i += 2) {
        String label = labels.get(i);
        Set<String> seen = values.computeIfAbsent(label, first -> new HashSet<>());
        seen.add(labels.get(i + 1));
        Set<String> record = values.getOrDefault(most, Set.of());
        most = seen.size() > record.size() ? label : most;
      }
    }
    return most;
  }

  private static Tags other(List<String> labels) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i + 1 < labels.size(); i += 2) {
      tags.add(Tag.of(labels.get(i), OTHER));
    }
    return Tags.of(tags);
  }
}
