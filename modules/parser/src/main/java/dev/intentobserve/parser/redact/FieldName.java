package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.redact.SecretFieldNames.Sensitivity;
import dev.intentobserve.parser.text.RecordText;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the name of a field says. Remembered, because senders write the same few names again and
 * again; never a name that holds a secret.
 *
 * @param clean whether nothing in the name itself has to be replaced
 * @param sensitivity of the value
 * @param ofValue whether another field may name its value
 * @param ofText whether its value is mostly ordinary text, so that only what looks like a secret
 *     counts
 * @param ofName whether its value may name the secret in another field
 */
record FieldName(
    String written,
    boolean clean,
    Sensitivity sensitivity,
    boolean ofValue,
    boolean ofText,
    boolean ofName) {
  private static final Set<String> TEXTS = Set.of("content", "text", "data", "default");
  private static final int MAX_REMEMBERED = 4096;
  private static final int MAX_LENGTH = 64;
  private static final Map<String, FieldName> REMEMBERED = new ConcurrentHashMap<>();

  static FieldName of(String written) {
    FieldName known = REMEMBERED.get(written);
    if (known != null) {
      return known;
    }
    FieldName name = read(written);
    if (name.clean && written.length() <= MAX_LENGTH) {
      if (REMEMBERED.size() >= MAX_REMEMBERED) {
        REMEMBERED.clear();
      }
      REMEMBERED.put(written, name);
    }
    return name;
  }

  private static FieldName read(String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    return new FieldName(
        written,
        RecordText.scrub(written).equals(written) && Redactor.redact(written).equals(written),
        SecretFieldNames.classify(written),
        SecretSplitFields.VALUE_FIELDS.contains(lower) || lower.endsWith("value"),
        TEXTS.contains(lower),
        SecretSplitFields.NAME_FIELDS.contains(lower)
            || lower.endsWith("name")
            || lower.endsWith("key"));
  }
}
