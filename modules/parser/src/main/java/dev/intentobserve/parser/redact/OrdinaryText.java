package dev.intentobserve.parser.redact;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.parser.text.CharacterRuns;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells possible secrets from ordinary words, counts, versions and dates. */
final class OrdinaryText {
  private static final Set<String> HARMLESS = SecretRules.ALL.lower("harmless");
  private static final Pattern CALL = Pattern.compile("[A-Za-z_.:]{1,128}+\\(");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int MAX_WORD_LENGTH = 20;
  private static final int MAX_SENTENCE_LENGTH = 4096;

  private OrdinaryText() {}

  /** Blank or already redacted. */
  static boolean blank(String value) {
    return value.isBlank() || value.equals(Redaction.MARK);
  }

  static boolean harmlessWord(String word) {
    return HARMLESS.contains(word.toLowerCase(Locale.ROOT));
  }

  /** An ordinary value under a name that may also announce a secret. */
  static boolean harmless(String value) {
    String bare = value.strip();
    return blank(bare)
        || HARMLESS.contains(bare.toLowerCase(Locale.ROOT))
        || path(bare)
        || number(bare)
        || call(bare)
        || (bare.indexOf(' ') > 0 && plain(bare));
  }

  /** Like {@link #harmless}; names that count something may also hold plain words and numbers. */
  static boolean harmlessUnder(String name, String value) {
    boolean counts = name.toLowerCase(Locale.ROOT).endsWith("tokens");
    return harmless(value)
        || (counts && (plain(value) || value.chars().noneMatch(Character::isLetter)));
  }

  /** Only words and numbers as in a sentence, none of which looks random. */
  static boolean plain(String value) {
    if (value.length() > MAX_SENTENCE_LENGTH) {
      return true;
    }
    for (String word : BLANKS.split(value.strip(), -1)) {
      if (!plainWord(trimmed(word))) {
        return false;
      }
    }
    return true;
  }

  private static boolean plainWord(String word) {
    return word.isEmpty()
        || HARMLESS.contains(word.toLowerCase(Locale.ROOT))
        || words(word)
        || number(word)
        || path(word)
        || entity(word);
  }

  /** Without the punctuation around it. */
  static String trimmed(String word) {
    int from = CharacterRuns.end(word, 0, c -> "\"'`([{<“‘«".indexOf(c) >= 0);
    int most = word.length() - from;
    return word.substring(
        from,
        CharacterRuns.begin(word, word.length(), most, c -> ".,;:!?\"'`)]}>”’»".indexOf(c) >= 0));
  }

  /** Letters in words: {@code token-handling}, {@code JsonText}, {@code READ_ONLY}. */
  static boolean words(String value) {
    int run = 0;
    int turns = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letter = Character.isLetter(c);
      if (!letter && "-_./'’".indexOf(c) < 0) {
        return false;
      }
      boolean transition =
          letter
              && run > 0
              && Character.isUpperCase(c)
              && Character.isLowerCase(value.charAt(i - 1));
      turns += transition ? 1 : 0;
      run = letter ? run + 1 : 0;
      if (run > MAX_WORD_LENGTH && turns == 0) {
        return false;
      }
    }
    return turns * 4 <= value.length();
  }

  /** A count, a version, a date, a time or an amount; four digits in a row may be a secret. */
  static boolean number(String value) {
    int digits = 0;
    boolean parted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (",.:/%+-TZ".indexOf(c) < 0 && !(i == 0 && (c == 'v' || c == '$' || c == '#'))) {
        return false;
      } else {
        parted |= ".:/%TZ".indexOf(c) >= 0;
      }
    }
    return digits > 0 && (digits < 4 || parted);
  }

  private static boolean path(String value) {
    return value.startsWith("/")
        || value.startsWith("./")
        || value.startsWith("../")
        || value.startsWith("~/")
        || value.startsWith("http://")
        || value.startsWith("https://")
        || (value.length() > 2 && value.startsWith(":\\", 1));
  }

  /** A function call in code, as in {@code token = newToken()}. */
  static boolean call(String value) {
    return CALL.matcher(value).lookingAt();
  }

  /** The id of an entity, such as {@code INT-003}. */
  private static boolean entity(String word) {
    int hyphen = word.indexOf('-');
    return hyphen > 1
        && hyphen < 9
        && word.length() - hyphen < 8
        && word.chars().limit(hyphen).allMatch(c -> c >= 'A' && c <= 'Z')
        && word.chars().skip(hyphen + 1L).allMatch(c -> c >= '0' && c <= '9');
  }
}
