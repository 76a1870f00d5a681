package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.text.DecodedText;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Recognises keys whose values are secrets. A key is split into words at case changes and
 * punctuation; it is secret when its last words, written together, are a known name: {@code
 * x-access-token} and {@code userPassword} are secret, {@code tokens}, {@code token_count} and
 * {@code author} are not.
 */
final class SecretFieldNames {
  /** Of longer keys only the end is checked, where the meaning is. */
  private static final int MAX_LENGTH = 128;

  private static final int MAX_WORDS = 4;

  private static final SecretRules RULES = SecretRules.ALL;
  private static final Set<String> NAMES = RULES.joined("name");

  /** Words after a name that do not make its value less secret. */
  private static final Set<String> SUFFIXES = RULES.joined("suffix");

  /**
   * Names that are also recognised at the end of a longer word, as CloudEvents attributes are
   * written.
   */
  private static final Set<String> DISTINCT = RULES.joined("distinct");

  private static final Set<String> DOUBTFUL = RULES.joined("doubtful");
  private static final Set<String> EXEMPT = RULES.lower("exempt");
  private static final BitSet KINDS = RULES.numbers("name", "distinct", "doubtful");

  /** What a key says about its value. */
  enum Sensitivity {
    HARMLESS,
    /** A secret where the value looks like one. */
    DOUBTFUL,
    SECRET;

    Sensitivity or(Sensitivity other) {
      return compareTo(other) < 0 ? other : this;
    }
  }

  private SecretFieldNames() {}

  static boolean matches(String key) {
    return classify(key) == Sensitivity.SECRET;
  }

  /** Checks every decoded form of the key. */
  static Sensitivity classify(String key) {
    Sensitivity sensitivity = Sensitivity.HARMLESS;
    for (DecodedText layer : DecodedText.of(end(key))) {
      if (RULES.rulesFor(layer.text()).intersects(KINDS)) {
        sensitivity = sensitivity.or(classified(layer.text()));
      }
    }
    return sensitivity;
  }

  /** Whether the value under this key is harmless although a key around it is doubtful. */
  static boolean isExempt(String key) {
    return EXEMPT.contains(key.toLowerCase(Locale.ROOT));
  }

  private static String end(String key) {
    return key.substring(Math.max(0, key.length() - MAX_LENGTH));
  }

  private static Sensitivity classified(String key) {
    Deque<String> words = lastWords(key);
    if (words.isEmpty()) {
      return Sensitivity.HARMLESS;
    }
    boolean doubtful = DOUBTFUL.contains(words.getLast());
    while (words.size() > 1 && SUFFIXES.contains(words.getLast())) {
      words.removeLast();
    }
    String joined = "";
    for (int n = 0; n < MAX_WORDS && !words.isEmpty(); n++) {
      joined = words.removeLast() + joined;
      if (secret(joined) || secret(withoutSuffix(joined))) {
        return Sensitivity.SECRET;
      }
    }
    return doubtful ? Sensitivity.DOUBTFUL : Sensitivity.HARMLESS;
  }

  private static boolean secret(String word) {
    return NAMES.contains(word) || DISTINCT.stream().anyMatch(word::endsWith);
  }

  /** {@code passwordhash} is {@code password_hash} written together. */
  private static String withoutSuffix(String word) {
    for (String suffix : SUFFIXES) {
      if (word.endsWith(suffix)) {
        return word.substring(0, word.length() - suffix.length());
      }
    }
    return word;
  }

  /** The words in lower case, without digits at their end. */
  private static Deque<String> lastWords(String key) {
    Deque<String> words = new ArrayDeque<>();
    int begin = 0;
    for (int i = 0; i <= key.length(); i++) {
      if (i == key.length() || !Character.isLetterOrDigit(key.charAt(i))) {
        add(words, key, begin, i);
        begin = i + 1;
      } else if (i > begin && newWord(key, i)) {
        add(words, key, begin, i);
        begin = i;
      }
    }
    return words;
  }

  private static void add(Deque<String> words, String key, int begin, int end) {
    int last = end;
    while (last > begin && Character.isDigit(key.charAt(last - 1)) && !isBase64(key, begin, end)) {
      last--;
    }
    if (last > begin) {
      words.add(lower(key, begin, last));
    }
  }

  private static boolean isBase64(String key, int begin, int end) {
    return end - begin > 2
        && key.regionMatches(true, begin, "b", 0, 1)
        && key.charAt(end - 1) == '4';
  }

  /** {@code userPassword} and {@code APIKey} have two words each. */
  private static boolean newWord(String key, int i) {
    if (!Character.isUpperCase(key.charAt(i))) {
      return false;
    }
    boolean afterLower = !Character.isUpperCase(key.charAt(i - 1));
    boolean beforeLower = i + 1 < key.length() && Character.isLowerCase(key.charAt(i + 1));
    return afterLower || beforeLower;
  }

  private static String lower(String key, int begin, int end) {
    return key.substring(begin, end).toLowerCase(Locale.ROOT);
  }
}
