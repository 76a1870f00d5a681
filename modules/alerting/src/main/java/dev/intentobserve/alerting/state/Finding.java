package dev.intentobserve.alerting.state;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.alert.Severity;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One condition that holds now.
 *
 * @param labels identify the alert among those of its rule
 * @param summary must stay the same until something new happens: a different summary is a change of
 *     the alert, and is notified
 * @param description may contain numbers that grow with time
 * @param evidence API paths, the most important first
 */
public record Finding(
    Severity severity,
    SortedMap<String, String> labels,
    String summary,
    String description,
    @Nullable Double value,
    List<String> evidence) {
  private static final int MAX_EVIDENCE = 20;

  public Finding {
    requireNonNull(severity, "severity");
    requireNonNull(summary, "summary");
    requireNonNull(description, "description");
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    evidence = evidence.stream().distinct().limit(MAX_EVIDENCE).toList();
  }
}
