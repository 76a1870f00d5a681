package dev.intentobserve.parser.redact;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.redact.SecretFieldNames.Sensitivity;
import dev.intentobserve.parser.text.TextEdits;
import java.util.ArrayList;
import java.util.List;

/** Secrets split over two fields of an object: {@code {"name": "token", "value": "x"}}. */
final class JsonFieldSecrets {
  private record Candidate(FieldName field, String key, Json value, int from, int to) {}

  private final List<Candidate> candidates = new ArrayList<>(0);
  private Sensitivity sensitivity = Sensitivity.HARMLESS;

  /** Notes the value, which may be the secret that another field names. */
  void add(FieldName field, String key, Json value, int from, int to) {
    candidates.add(new Candidate(field, key, value, from, to));
  }

  /** Notes the text of a field that may name the secret in another. */
  void named(String name) {
    sensitivity = sensitivity.or(SecretSplitFields.named(name));
  }

  void redactFound(Json.Builder values, TextEdits edits) {
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
      case SECRET -> !candidate.field().ofText() || (!text.isEmpty() && !OrdinaryText.plain(text));
    };
  }
}
