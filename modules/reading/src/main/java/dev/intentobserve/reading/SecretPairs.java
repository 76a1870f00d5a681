package dev.intentobserve.reading;

import java.util.Locale;
import java.util.Set;

/**
 * Finds {@code key=value}, {@code key: value}, {@code "key": "value"} and {@code --key value} in
 * free text, whole or broken, and replaces the values of secret keys. Reads every char a bounded
 * number of times.
 */
final class SecretPairs {
  private static final int LONGEST_KEY = 64;
  private static final int MOST_SPACES = 64;
  private static final Set<String> SCHEMES =
      Set.of("bearer", "basic", "digest", "token", "negotiate", "apikey");

  private final String text;
  private final StringBuilder out;
  private int done;

  private SecretPairs(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  static String clean(String text) {
    boolean pairs = text.chars().anyMatch(c -> isSeparator((char) c) || c == '%');
    if (!pairs && !text.contains("--")) {
      return text;
    }
    return new SecretPairs(text).run();
  }

  private String run() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSeparator(c)) {
        i = separator(i, i + 1);
      } else if (c == '%' && text.regionMatches(true, i, "%3d", 0, 3)) {
        i = separator(i, i + 3);
      } else if (c == '-' && text.startsWith("--", i)) {
        i = option(i + 2);
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  /** Looks back for a secret key before a separator; answers the last char dealt with. */
  private int separator(int at, int after) {
    String key = keyBefore(at);
    boolean secret = SecretKeys.matches(key) || signsUrl(key, at);
    int from = secret ? valueAfter(after) : -1;
    return from < 0 || text.startsWith("//", after) ? after - 1 : replace(key, from) - 1;
  }

  /** {@code ?sig=} of a signed address; elsewhere the word is harmless. */
  private boolean signsUrl(String key, int at) {
    int before = at - key.length() - 1;
    return key.equals("sig") && before >= 0 && "?&".indexOf(text.charAt(before)) >= 0;
  }

  private int option(int begin) {
    int end = begin;
    while (end < text.length() && end - begin < LONGEST_KEY && isKey(text.charAt(end))) {
      end++;
    }
    boolean value = end > begin && end < text.length() && text.charAt(end) == ' ';
    if (!value || !SecretKeys.matches(text.substring(begin, end))) {
      return begin - 1;
    }
    int from = skipSpaces(end, false);
    boolean named = from < text.length() && text.charAt(from) != '-';
    return named ? replace("", from) - 1 : end - 1;
  }

  /** In raw JSON the letter of an escape, as in {@code "\npassword=x"}, is no part of the key. */
  private String keyBefore(int at) {
    int end = at;
    while (end > done && at - end < MOST_SPACES && isBetween(end - 1)) {
      end--;
    }
    if (end < at && isQuote(text.charAt(end))) {
      return quotedKey(end, text.charAt(end));
    }
    int begin = end;
    while (begin > done && end - begin < LONGEST_KEY && isKey(text.charAt(begin - 1))) {
      begin--;
    }
    boolean escape = begin > done && end > begin && text.charAt(begin - 1) == '\\';
    return text.substring(escape ? begin + 1 : begin, end);
  }

  /** Space, a quote, or what they are in raw JSON: a backslash, the letter of {@code \\t}. */
  private boolean isBetween(int i) {
    char c = text.charAt(i);
    boolean escape = "tnr".indexOf(c) >= 0 && i > done && text.charAt(i - 1) == '\\';
    return escape || isSpaceOrQuote(c);
  }

  /** A quoted key may hold spaces; where no quote opens it, all that was looked at is the key. */
  private String quotedKey(int end, char quote) {
    int begin = end;
    while (begin > done && end - begin < LONGEST_KEY && text.charAt(begin - 1) != quote) {
      begin--;
    }
    return text.substring(begin, end);
  }

  private int valueAfter(int after) {
    int from = after;
    while (from < text.length() && from - after < 3 && "=:>".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    int block = blockAfter(from);
    return block > 0 ? block : skipSpaces(from, from > 0 && isQuoteBefore(after));
  }

  /** YAML's value on the next line, indented, with or without {@code |} or {@code >-} before it. */
  private int blockAfter(int from) {
    int i = skipSpaces(from, false);
    int marked = i;
    while (i < text.length() && i - marked < 3 && "|>+-".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    if (i < text.length() && text.charAt(i) == '\r') {
      i++;
    }
    int line = i + 1;
    int value = i < text.length() && text.charAt(i) == '\n' ? skipSpaces(line, false) : line;
    return value > line ? value : -1;
  }

  /** Whether the key was quoted: then its value may stand on the next line. */
  private boolean isQuoteBefore(int after) {
    int i = after - 2;
    while (i > 0 && after - i < MOST_SPACES && text.charAt(i) == ' ') {
      i--;
    }
    return i >= 0 && isQuote(text.charAt(i));
  }

  private int skipSpaces(int from, boolean lines) {
    int i = from;
    while (i < text.length() && i - from < MOST_SPACES && isBlank(text.charAt(i), lines)) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(char c, boolean lines) {
    return lines ? Texts.isSpace(c) : c == ' ' || c == '\t';
  }

  /** Replaces the value that begins at {@code from}; answers where it ended. */
  private int replace(String key, int from) {
    int begin = from;
    while (begin < text.length() && begin - from < 4 && text.charAt(begin) == '\\') {
      begin++;
    }
    if (begin < text.length() && isQuote(text.charAt(begin))) {
      int inside = begin + 1;
      return put(inside, SecretValues.quotedEnd(text, inside, text.charAt(begin), begin - from));
    }
    if (from < text.length() && (text.charAt(from) == '{' || text.charAt(from) == '[')) {
      return put(from, SecretValues.nestedEnd(text, from));
    }
    return put(from, bareEnd(key, from));
  }

  private int bareEnd(String key, int from) {
    int end = SecretValues.wordEnd(text, from);
    String lower = key.toLowerCase(Locale.ROOT);
    boolean header =
        lower.endsWith("cookie")
            ? text.substring(from, end).indexOf('=') > 0
            : SCHEMES.contains(text.substring(from, end).toLowerCase(Locale.ROOT));
    return header ? SecretValues.lineEnd(text, end) : end;
  }

  private int put(int from, int end) {
    if (text.startsWith(Redactor.REDACTED, from)) {
      return from + Redactor.REDACTED.length();
    }
    String value = text.substring(from, Math.max(from, end));
    if (value.isBlank() || value.equals("null") || value.equals("none")) {
      return Math.max(from, end);
    }
    out.append(text, done, from).append(Redactor.REDACTED);
    done = end;
    return end;
  }

  /** Also the full-width ones of East Asian keyboards. */
  private static boolean isSeparator(char c) {
    return c == '=' || c == ':' || c == '\uFF1D' || c == '\uFF1A';
  }

  private static boolean isKey(char c) {
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
    return Texts.isSpace(c) || c == '\\' || c == ']' || isQuote(c);
  }
}
