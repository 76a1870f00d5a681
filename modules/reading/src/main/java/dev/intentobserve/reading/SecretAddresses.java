package dev.intentobserve.reading;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Parameters of addresses that are secrets there, and harmless words elsewhere. */
final class SecretAddresses {
  private static final Set<String> PARTS = SecretRules.ALL.parts("query");
  private static final Set<String> ALWAYS =
      PARTS.stream()
          .filter(name -> name.endsWith("!"))
          .map(name -> name.substring(0, name.length() - 1))
          .collect(Collectors.toUnmodifiableSet());
  private static final int SHORTEST = 8;

  private SecretAddresses() {}

  /**
   * Whether the key that begins here is a parameter whose value, from {@code value}, is a secret.
   */
  static boolean signs(String text, int begin, String key, int value) {
    if (begin < 1 || "?&#;".indexOf(text.charAt(begin - 1)) < 0 || text.charAt(value - 1) != '=') {
      return false;
    }
    String name = key.toLowerCase(Locale.ROOT);
    return ALWAYS.contains(name) || (PARTS.contains(name) && random(text, value));
  }

  private static boolean random(String text, int from) {
    String value = text.substring(from, Math.min(text.length(), from + 512));
    String word = value.substring(0, SecretValues.wordEnd(value, 0));
    return word.length() >= SHORTEST && !SecretWords.plain(word);
  }
}
