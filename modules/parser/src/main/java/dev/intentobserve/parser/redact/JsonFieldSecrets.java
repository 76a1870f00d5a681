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

/** Secrets split over two fields of an object: {@code {"name": "token", "value": "x"}}. */
final class JsonFieldSecrets {
  /** These fields often hold ordinary text, so only a value that looks like a secret counts. */
  private static final Set<String> TEXTS = Set.of("content", "text", "data", "default");

  private record Candidate(String field, String key, Json value, int from, int to) {}

  private final List<Candidate> candidates = new ArrayList<>(0);
  private Sensitivity sensitivity = Sensitivity.HARMLESS;

  /**
   * @param to where the value ends; equals {@code from} for a harmless value
   */
  void inspect(String written, String key, Json value, int from, int to) {
    String field = written.toLowerCase(Locale.ROOT);
    if ((SecretSplitFields.VALUE_FIELDS.contains(field) || field.endsWith("value")) && from < to) {
      candidates.add(new Candidate(field, key, value, from, to));
    }
    boolean namesSecret =
        SecretSplitFields.NAME_FIELDS.contains(field)
            || field.endsWith("name")
            || field.endsWith("key");
    if (namesSecret && value instanceof Json.Text text) {
      sensitivity = sensitivity.or(SecretSplitFields.named(text.value()));
    }
  }

  void redactFound(Map<String, Json> values, TextEdits edits) {
    for (Candidate candidate : candidates) {
      if (secret(candidate)) {
        edits.replace(candidate.from(), candidate.to(), SanitizingJsonReader.QUOTED);
        values.put(candidate.key(), new Json.Text(Redaction.MARK));
      }
    }
  }

  private boolean secret(Candidate candidate) {
    String text = candidate.value().asText().orElse("");
    return switch (sensitivity) {
      case HARMLESS -> false;
      case DOUBTFUL -> !text.isEmpty() && !OrdinaryText.harmless(text);
      case SECRET ->
          !TEXTS.contains(candidate.field()) || (!text.isEmpty() && !OrdinaryText.plain(text));
    };
  }
}
