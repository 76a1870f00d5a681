package dev.intentobserve.model.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps notifications of matching alerts from going out until it ends. The alerts themselves go on.
 *
 * @param matchers labels and the values an alert must have, {@code rule} and {@code severity} among
 *     them; never empty
 * @param ended when it was ended early; null otherwise
 */
public record Silence(
    long id,
    SortedMap<String, String> matchers,
    String author,
    String reason,
    Instant starts,
    Instant ends,
    @Nullable Instant ended) {
  public Silence {
    requireNonNull(author, "author");
    requireNonNull(reason, "reason");
    requireNonNull(starts, "starts");
    requireNonNull(ends, "ends");
    matchers = Collections.unmodifiableSortedMap(new TreeMap<>(matchers));
    if (matchers.isEmpty()) {
      throw new IllegalArgumentException("a silence without matchers would silence everything");
    }
  }

  public boolean active(Instant at) {
    return !at.isBefore(starts) && at.isBefore(ends) && (ended == null || at.isBefore(ended));
  }

  public boolean matches(Alert alert) {
    return matchers.entrySet().stream()
        .allMatch(
            matcher ->
                switch (matcher.getKey()) {
                  case "rule" -> alert.rule().equals(matcher.getValue());
                  case "severity" -> alert.severity().code().equals(matcher.getValue());
                  default -> matcher.getValue().equals(alert.labels().get(matcher.getKey()));
                });
  }
}
