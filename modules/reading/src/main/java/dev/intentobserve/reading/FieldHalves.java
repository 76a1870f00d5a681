package dev.intentobserve.reading;

import dev.intentobserve.event.Json;
import dev.intentobserve.reading.SecretKeys.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A secret may be split over two fields of an object: {@code {"name": "token", "value": "x"}}. */
final class FieldHalves {
  private static final Set<String> LEADS = SecretRules.ALL.lower("lead");
  private static final Set<String> WORTHS = SecretRules.ALL.lower("worth");

  /** Texts stand in these as well; they are the other half only where they look like one. */
  private static final Set<String> TEXTS = Set.of("content", "text", "data", "default");

  private record Half(String field, String key, Json value, int from, int to) {}

  private final List<Half> halves = new ArrayList<>(0);
  private Verdict verdict = Verdict.HARMLESS;

  /**
   * @param to where the value ends; {@code from} where it is nothing to hide
   */
  void see(String written, String key, Json value, int from, int to) {
    String field = written.toLowerCase(Locale.ROOT);
    if ((WORTHS.contains(field) || field.endsWith("value")) && from < to) {
      halves.add(new Half(field, key, value, from, to));
    }
    boolean lead = LEADS.contains(field) || field.endsWith("name") || field.endsWith("key");
    if (lead && value instanceof Json.Text text) {
      Verdict named = SecretHalves.named(text.value());
      verdict = named.compareTo(verdict) > 0 ? named : verdict;
    }
  }

  void settle(Map<String, Json> values, Edits edits) {
    for (Half half : halves) {
      if (secret(half)) {
        edits.replace(half.from(), half.to(), Walk.QUOTED);
        values.put(half.key(), new Json.Text(Redactor.REDACTED));
      }
    }
  }

  private boolean secret(Half half) {
    String text = half.value().asText().orElse("");
    return switch (verdict) {
      case HARMLESS -> false;
      case DOUBTFUL -> !text.isEmpty() && !SecretWords.harmless(text);
      case SECRET -> !TEXTS.contains(half.field()) || (!text.isEmpty() && !SecretWords.plain(text));
    };
  }
}
