package dev.intentobserve.parser.redact;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Query parameters that are secrets in a URL and harmless words elsewhere. */
final class SecretQueryParameters {
  private static final Set<String> PARTS = SecretRules.ALL.parts("query");
  private static final Set<String> ALWAYS =
      PARTS.stream()
          .filter(name -> name.endsWith("!"))
          .map(name -> name.substring(0, name.length() - 1))
          .collect(Collectors.toUnmodifiableSet());
  private static final int MIN_LENGTH = 8;

  private SecretQueryParameters() {}

  /** Whether the key that begins here is a parameter whose value, at {@code value}, is a secret. */
  static boolean signs(String text, int begin, String key, int value) {
    if (begin < 1 || "?&#;".indexOf(text.charAt(begin - 1)) < 0 || text.charAt(value - 1) != '=') {
      return false;
    }
    String name = key.toLowerCase(Locale.ROOT);
    return ALWAYS.contains(name) || (PARTS.contains(name) && random(text, value));
  }

  private static boolean random(String text, int from) {
    String value = text.substring(from, Math.min(text.length(), from + 512));
    String word = value.substring(0, SecretValueEnd.wordEnd(value, 0));
    return word.length() >= MIN_LENGTH && !OrdinaryText.plain(word);
  }
}
