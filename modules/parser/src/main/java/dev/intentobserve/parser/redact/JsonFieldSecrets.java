package dev.intentobserve.parser.redact;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.redact.SecretFieldNames.Sensitivity;
import dev.intentobserve.parser.text.TextEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A secret may be split over two fields of an object: {@code {"name": "token", "value": "x"}}. */
final class JsonFieldSecrets {
  private static final Set<String> NAME_FIELDS = SecretRules.ALL.lower("lead");
  private static final Set<String> VALUE_FIELDS = SecretRules.ALL.lower("worth");

  /** Texts stand in these as well; they are the other half only where they look like one. */
  private static final Set<String> TEXTS = Set.of("content", "text", "data", "default");

  private record Candidate(String field, String key, Json value, int from, int to) {}

  private final List<Candidate> candidates = new ArrayList<>(0);
  private Sensitivity sensitivity = Sensitivity.HARMLESS;

  /**
   * @param to where the value ends; {@code from} where it is nothing to hide
   */
  void inspect(String written, String key, Json value, int from, int to) {
    String field = written.toLowerCase(Locale.ROOT);
    if ((VALUE_FIELDS.contains(field) || field.endsWith("value")) && from < to) {
      candidates.add(new Candidate(field, key, value, from, to));
    }
    boolean namesSecret =
        NAME_FIELDS.contains(field) || field.endsWith("name") || field.endsWith("key");
    if (namesSecret && value instanceof Json.Text text) {
      Sensitivity named = SecretSplitFields.named(text.value());
      sensitivity = named.compareTo(sensitivity) > 0 ? named : sensitivity;
    }
  }

  void redactFound(Map<String, Json> values, TextEdits edits) {
    for (Candidate half : candidates) {
      if (secret(half)) {
        edits.replace(half.from(), half.to(), SanitizingJsonReader.QUOTED);
        values.put(half.key(), new Json.Text(Redaction.MARK));
      }
    }
  }

  private boolean secret(Candidate half) {
    String text = half.value().asText().orElse("");
    return switch (sensitivity) {
      case HARMLESS -> false;
      case DOUBTFUL -> !text.isEmpty() && !OrdinaryText.harmless(text);
      case SECRET ->
          !TEXTS.contains(half.field()) || (!text.isEmpty() && !OrdinaryText.plain(text));
    };
  }
}
