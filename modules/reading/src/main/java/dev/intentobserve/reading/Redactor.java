package dev.intentobserve.reading;

/** Replaces secrets by {@code [REDACTED]}: the value, never the key. Idempotent. */
public final class Redactor {
  public static final String REDACTED = "[REDACTED]";

  /** No shape of secret is shorter. */
  private static final int SHORTEST = 5;

  private Redactor() {}

  /** Whether the value under this key is a secret whatever it looks like; any case style. */
  public static boolean secretKey(String key) {
    return SecretKeys.matches(key);
  }

  /** Free text: bearer and basic tokens, JWTs, PEM blocks, key=value secrets, cards, e-mails. */
  public static String redact(String text) {
    if (text.length() < SHORTEST) {
      return text;
    }
    String clean = SecretPairs.clean(SecretShapes.pem(text));
    clean = SecretPlaces.emails(SecretPlaces.logins(clean));
    return SecretCards.clean(SecretShapes.clean(clean));
  }

  /**
   * Text that should have been JSON but could not be read as such. Escaped letters are looked
   * through, for they could hide a key; the text stays as it is where it holds no secret. One long
   * random word is taken for a line of a key file, which comes to us line by line.
   */
  static String redactRaw(String text) {
    if (SecretShapes.bare(text)) {
      return REDACTED;
    }
    String plain = RawJson.unescaped(text);
    String clean = redact(plain);
    return clean.equals(plain) ? text : clean;
  }
}
