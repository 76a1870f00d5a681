package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.text.DecodedText;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Tells keys whose values are secrets. A key is cut into words at case changes and punctuation; it
 * is a secret when its last words, written together, are a known name. So {@code x-access-token}
 * and {@code userPassword} are, {@code tokens}, {@code token_count} and {@code author} are not.
 */
final class SecretFieldNames {
  /** Longer keys are judged by their end, where the meaning is. */
  private static final int MAX_LENGTH = 128;

  private static final int MAX_WORDS = 4;

  private static final SecretRules RULES = SecretRules.ALL;
  private static final Set<String> NAMES = RULES.joined("name");

  /** What may follow a name without making its value less of a secret. */
  private static final Set<String> TAILS = RULES.joined("tail");

  /**
   * Names so distinct that they are known even when written together with other words, as the names
   * of CloudEvents attributes always are.
   */
  private static final Set<String> DISTINCT = RULES.joined("distinct");

  private static final Set<String> DOUBTFUL = RULES.joined("doubtful");
  private static final Set<String> EXEMPT = RULES.lower("aside");
  private static final BitSet KINDS = RULES.numbers("name", "distinct", "doubtful");

  /** What a key says of its value. */
  enum Sensitivity {
    HARMLESS,
    /** A secret where the value looks like one. */
    DOUBTFUL,
    SECRET
  }

  private SecretFieldNames() {}

  static boolean matches(String key) {
    return classify(key) == Sensitivity.SECRET;
  }

  /** Looks through every encoding of the key, and through letters that look like others. */
  static Sensitivity classify(String key) {
    Sensitivity sensitivity = Sensitivity.HARMLESS;
    for (DecodedText layer : DecodedText.of(end(key))) {
      if (RULES.worthTrying(layer.text()).intersects(KINDS)) {
        Sensitivity here = classified(layer.text());
        sensitivity = here.compareTo(sensitivity) > 0 ? here : sensitivity;
      }
    }
    return sensitivity;
  }

  /** Whether the value under this key is harmless although it stands under a doubtful name. */
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
    while (words.size() > 1 && TAILS.contains(words.getLast())) {
      words.removeLast();
    }
    String joined = "";
    for (int n = 0; n < MAX_WORDS && !words.isEmpty(); n++) {
      joined = words.removeLast() + joined;
      if (secret(joined) || secret(withoutTail(joined))) {
        return Sensitivity.SECRET;
      }
    }
    return doubtful ? Sensitivity.DOUBTFUL : Sensitivity.HARMLESS;
  }

  private static boolean secret(String word) {
    return NAMES.contains(word) || DISTINCT.stream().anyMatch(word::endsWith);
  }

  /** {@code passwordhash} is {@code password_hash} written together. */
  private static String withoutTail(String word) {
    for (String tail : TAILS) {
      if (word.endsWith(tail)) {
        return word.substring(0, word.length() - tail.length());
      }
    }
    return word;
  }

  /** The words in lower case; digits at the end of a word do not count. */
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
