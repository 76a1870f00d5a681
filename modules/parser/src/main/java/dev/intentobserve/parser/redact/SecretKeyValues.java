package dev.intentobserve.parser.redact;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.parser.redact.SecretFieldNames.Sensitivity;
import dev.intentobserve.parser.text.CharacterRuns;
import dev.intentobserve.parser.text.DecodedText;
import dev.intentobserve.parser.text.RecordText;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds secrets in {@code key=value}, {@code key: value} and {@code "key": "value"} in free text,
 * even if it is incomplete. Reads every character a bounded number of times.
 */
final class SecretKeyValues {
  private static final int MAX_KEY_LENGTH = 64;
  private static final int MAX_SPACES = 64;
  private static final int MAX_BRACKETS = 4;
  private static final Set<String> SCHEMES =
      Set.of(
          "bearer",
          "basic",
          "digest",
          "token",
          "negotiate",
          "apikey",
          "ntlm",
          "hawk",
          "oauth",
          "sharedkey",
          "aws4-hmac-sha256",
          "ssws",
          "bot",
          "key",
          "signature");

  private final DecodedText layer;
  private final String text;
  private final RedactionSpans spans;
  private int done;

  private SecretKeyValues(DecodedText layer, RedactionSpans spans) {
    this.layer = layer;
    this.text = layer.text();
    this.spans = spans;
  }

  static void find(DecodedText layer, RedactionSpans spans) {
    new SecretKeyValues(layer, spans).run();
  }

  private void run() {
    for (int i = 0; i < text.length(); i++) {
      if (isSeparator(text.charAt(i))) {
        i = separator(i, i + 1);
      }
    }
  }

  /** Looks for a secret key before a separator and returns the last position that is done. */
  private int separator(int at, int after) {
    int keyEnd = keyEnd(at);
    boolean quoted = keyEnd < at && isQuote(text.charAt(keyEnd));
    String key = quoted ? quotedKey(keyEnd, text.charAt(keyEnd)) : bareKey(keyEnd);
    Sensitivity sensitivity = sensitivity(key, keyEnd, at);
    if (sensitivity == Sensitivity.HARMLESS
        || isNoPair(at, after)
        || isSentence(sensitivity, key)) {
      return after - 1;
    }
    boolean sentence = sensitivity == Sensitivity.DOUBTFUL && text.charAt(at) == ':' && !quoted;
    int from = valueAfter(after);
    return from < 0 ? after - 1 : replace(key, from, sensitivity, sentence) - 1;
  }

  /** A URL scheme or a class member instead of a key. */
  private boolean isNoPair(int at, int after) {
    return text.startsWith("//", after)
        || text.startsWith("::", at)
        || (at > 0 && text.charAt(at) == ':' && text.charAt(at - 1) == ':');
  }

  /** Several words that end in one such as "pass" are probably a sentence. */
  private static boolean isSentence(Sensitivity sensitivity, String key) {
    return sensitivity == Sensitivity.DOUBTFUL && key.chars().filter(c -> c == ' ').count() > 1;
  }

  private Sensitivity sensitivity(String key, int keyEnd, int at) {
    if (SecretQueryParameters.signs(text, keyEnd - key.length(), key, at + 1)) {
      return Sensitivity.SECRET;
    }
    int begin = keyEnd - key.length();
    Sensitivity own = SecretFieldNames.classify(key);
    Sensitivity inside = own == Sensitivity.HARMLESS ? within(begin) : own;
    return inside == Sensitivity.HARMLESS
        ? SecretFieldNames.classify(words(begin, keyEnd))
        : inside;
  }

  /** The key with the words before it: {@code sort code: 12-34-56}. */
  private String words(int begin, int keyEnd) {
    int from = begin;
    for (int n = 0; n < 2 && from > done + 1 && text.charAt(from - 1) == ' '; n++) {
      from -= 1 + bareKey(from - 1).length();
    }
    return text.substring(from, keyEnd);
  }

  /** {@code secrets[db][main]}: a key in brackets after a secret name is secret, too. */
  private Sensitivity within(int begin) {
    int open = begin - 1;
    for (int n = 0; n < MAX_BRACKETS && open > done && text.charAt(open) == '['; n++) {
      int end = text.charAt(open - 1) == ']' ? open - 1 : open;
      String key = bareKey(end);
      Sensitivity sensitivity = SecretFieldNames.classify(key);
      if (sensitivity != Sensitivity.HARMLESS) {
        return sensitivity;
      }
      open = end - key.length() - 1;
    }
    return Sensitivity.HARMLESS;
  }

  private int keyEnd(int at) {
    int end = at;
    while (end > done && at - end < MAX_SPACES && isBetween(end - 1)) {
      end--;
    }
    return end;
  }

  /** In raw JSON the letter of an escape, as in {@code "\npassword=x"}, is not part of the key. */
  private String bareKey(int end) {
    int begin = begin(end, MAX_KEY_LENGTH, SecretKeyValues::isKey);
    boolean escape = begin > done && end > begin && text.charAt(begin - 1) == '\\';
    return text.substring(escape ? begin + 1 : begin, end);
  }

  /** White space, a quote, or in raw JSON an escape such as {@code \\t}. */
  private boolean isBetween(int i) {
    char c = text.charAt(i);
    boolean escape = "tnr".indexOf(c) >= 0 && i > done && text.charAt(i - 1) == '\\';
    return escape || isSpaceOrQuote(c);
  }

  /** A quoted key may contain spaces; without an opening quote, everything checked is the key. */
  private String quotedKey(int end, char quote) {
    return text.substring(begin(end, MAX_KEY_LENGTH, c -> c != quote), end);
  }

  /** Never within a value that was replaced already. */
  private int begin(int end, int most, IntPredicate kind) {
    return CharacterRuns.begin(text, end, Math.min(most, Math.max(0, end - done)), kind);
  }

  private int valueAfter(int after) {
    int from = CharacterRuns.end(text, after, 3, c -> "=:>".indexOf(c) >= 0);
    int block = SecretValueEnd.blockBegin(text, from);
    boolean lines = from > 0 && isQuoteBefore(after);
    return block > 0
        ? block
        : CharacterRuns.end(
            text, from, MAX_SPACES, c -> lines ? RecordText.isSpace(c) : c == ' ' || c == '\t');
  }

  /** Whether the key was quoted, in which case its value may be on the next line. */
  private boolean isQuoteBefore(int after) {
    int i = CharacterRuns.begin(text, after - 1, MAX_SPACES, c -> c == ' ') - 1;
    return i >= 0 && isQuote(text.charAt(i));
  }

  /** Notes the value that begins at {@code from} and returns where it ends. */
  private int replace(String key, int from, Sensitivity sensitivity, boolean sentence) {
    int begin = CharacterRuns.end(text, from, 4, c -> c == '\\');
    boolean quoted = begin < text.length() && isQuote(text.charAt(begin));
    int first = quoted ? begin + quotes(begin) : from;
    if (text.startsWith(Redaction.MARK, first)) {
      return first + Redaction.MARK.length();
    }
    int end =
        quoted
            ? SecretValueEnd.quotedEnd(text, first, text.charAt(begin), begin - from)
            : bareEnd(key, from);
    return note(key, first, Math.max(first, end), sensitivity, sentence);
  }

  /** Some languages use three quotes for a text of several lines. */
  private int quotes(int begin) {
    String three = text.substring(begin, begin + 1).repeat(3);
    return text.startsWith(three, begin) ? three.length() : 1;
  }

  private int bareEnd(String key, int from) {
    if (from < text.length() && (text.charAt(from) == '{' || text.charAt(from) == '[')) {
      return SecretValueEnd.nestedEnd(text, from);
    }
    int block = SecretValueEnd.blockEnd(text, from);
    if (block > from) {
      return block;
    }
    int end = SecretValueEnd.wordEnd(text, from);
    String lower = key.toLowerCase(Locale.ROOT);
    return header(lower, text.substring(from, end)) ? SecretValueEnd.lineEnd(text, end) : end;
  }

  /** Whether the value is the rest of its line, as in headers and phrases. */
  private static boolean header(String key, String first) {
    boolean phrase = key.endsWith("phrase") || key.endsWith("mnemonic");
    return key.endsWith("cookie")
        ? first.indexOf('=') > 0
        : phrase || SCHEMES.contains(first.toLowerCase(Locale.ROOT));
  }

  private int note(String key, int from, int end, Sensitivity sensitivity, boolean sentence) {
    String value = text.substring(from, end);
    boolean nothing = value.isBlank() || value.equals("null") || value.equals("none");
    boolean ordinary =
        sensitivity == Sensitivity.DOUBTFUL
            && (OrdinaryText.harmlessUnder(key, value) || (sentence && OrdinaryText.plain(value)));
    if (nothing || ordinary) {
      return ordinary ? from : end;
    }
    spans.add(layer, from, end);
    done = end;
    return end;
  }

  /** Includes the full-width characters of East Asian keyboards. */
  private static boolean isSeparator(char c) {
    return c == '=' || c == ':' || c == '\uFF1D' || c == '\uFF1A';
  }

  private static boolean isKey(int c) {
    return c == '_'
        || c == '-'
        || c == '.'
        || Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.FORMAT;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isSpaceOrQuote(char c) {
    return RecordText.isSpace(c) || c == '\\' || c == ']' || isQuote(c);
  }
}
