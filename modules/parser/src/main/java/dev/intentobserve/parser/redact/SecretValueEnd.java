package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.text.CharacterRuns;

/** Finds the ends of a secret value. In doubt too much is replaced rather than too little. */
final class SecretValueEnd {
  private static final int MAX_LOOKAHEAD = 64;
  private static final int MAX_CLAUSE_LENGTH = 256;
  private static final int MAX_SPACES = 64;

  private SecretValueEnd() {}

  /**
   * The closing quote: one with a possible end of a value after it, because the value itself may
   * contain quotes.
   *
   * @param escapes the number of backslashes before the opening quote
   */
  static int quotedEnd(String text, int from, char quote, int escapes) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && escapes == 0) {
        i++;
      } else if (c == quote && endsAt(text, i + 1)) {
        return escapes == 0 ? i : CharacterRuns.begin(text, i, i - from, b -> b == '\\');
      }
    }
    return text.length();
  }

  private static boolean endsAt(String text, int i) {
    return i >= text.length() || !Character.isLetterOrDigit(text.charAt(i));
  }

  /** After the bracket that closes the one at {@code from}. */
  static int nestedEnd(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** The end of a value without quotes. */
  static int wordEnd(String text, int from) {
    int i = from;
    while (i < text.length() && !hardStop(text.charAt(i)) && !softStop(text, i)) {
      i++;
    }
    return i;
  }

  /** The end of a header's line, or the quote that holds the header. */
  static int lineEnd(String text, int from) {
    return CharacterRuns.end(text, from, c -> "\r\n\"'`".indexOf(c) < 0);
  }

  private static boolean hardStop(char c) {
    return Character.isWhitespace(c) || "&\"'`<>".indexOf(c) >= 0;
  }

  /** Punctuation that may be part of a password unless something else begins after it. */
  private static boolean softStop(String text, int i) {
    if (",;)}]|\\".indexOf(text.charAt(i)) < 0) {
      return false;
    }
    if (i + 1 == text.length() || hardStop(text.charAt(i + 1))) {
      return true;
    }
    return ",;)}]|\\".indexOf(text.charAt(i + 1)) >= 0 || pairBegins(text, i + 1);
  }

  private static boolean pairBegins(String text, int from) {
    int i = CharacterRuns.end(text, from, MAX_LOOKAHEAD, SecretValueEnd::isName);
    return i > from && i < text.length() && (text.charAt(i) == '=' || text.charAt(i) == ':');
  }

  private static boolean isName(int c) {
    return c == '_' || c == '-' || Character.isLetterOrDigit(c);
  }

  /** The end of the quoted words that begin at {@code at}, on one line; negative for none. */
  static int citationEnd(String text, int at) {
    if (at >= text.length() || "\"'`“«".indexOf(text.charAt(at)) < 0) {
      return -1;
    }
    char quote = text.charAt(at);
    char closing = quote == '“' ? '”' : quote == '«' ? '»' : quote;
    for (int i = at + 1; i < text.length() && i - at < MAX_CLAUSE_LENGTH; i++) {
      if (text.charAt(i) == closing || text.charAt(i) == '\n') {
        return text.charAt(i) == closing ? i : -1;
      }
    }
    return -1;
  }

  static int clauseEnd(String text, int from) {
    return CharacterRuns.end(text, from, MAX_CLAUSE_LENGTH, c -> ".,;!?)\n\"".indexOf(c) < 0);
  }

  /**
   * Where a YAML value begins on the line after its key, with or without {@code |} or {@code >-}
   * before it.
   */
  static int blockBegin(String text, int from) {
    int i = CharacterRuns.end(text, skipBlanks(text, from), 3, c -> "|>+-".indexOf(c) >= 0);
    if (i < text.length() && text.charAt(i) == '\r') {
      i++;
    }
    int line = i + 1;
    int value = i < text.length() && text.charAt(i) == '\n' ? skipBlanks(text, line) : line;
    return value > line ? value : -1;
  }

  /**
   * The end of a YAML value of one or more lines, indented more than its key: the last line with at
   * least the indentation of the first; {@code from} for another value.
   */
  static int blockEnd(String text, int from) {
    int depth = depth(text, from);
    if (depth <= 0) {
      return from;
    }
    int end = newline(text, from);
    int next = end + 1;
    while (next < text.length() && skipBlanks(text, next) - next >= depth) {
      end = newline(text, next);
      next = end + 1;
    }
    return end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  /** The indentation of the value; 0 where other text comes before it in its line. */
  private static int depth(String text, int from) {
    int i = CharacterRuns.begin(text, from, MAX_SPACES, SecretValueEnd::blank);
    return i > 0 && text.charAt(i - 1) == '\n' ? from - i : 0;
  }

  private static int newline(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static int skipBlanks(String text, int from) {
    return CharacterRuns.end(text, from, MAX_SPACES, SecretValueEnd::blank);
  }

  private static boolean blank(int c) {
    return c == ' ' || c == '\t';
  }
}
