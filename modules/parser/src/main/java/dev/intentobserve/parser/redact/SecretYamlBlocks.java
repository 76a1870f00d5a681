package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.text.CharacterRuns;

/** YAML values below their key: text, fields or a list, indented more than the key. */
final class SecretYamlBlocks {
  private static final int MAX_SPACES = 64;

  private SecretYamlBlocks() {}

  /** Where the value begins on the next line, with or without {@code |} or {@code >-} before it. */
  static int begin(String text, int from) {
    int i = CharacterRuns.end(text, skipBlanks(text, from), 3, c -> "|>+-".indexOf(c) >= 0);
    if (i < text.length() && text.charAt(i) == '\r') {
      i++;
    }
    int line = i + 1;
    int value = i < text.length() && text.charAt(i) == '\n' ? skipBlanks(text, line) : line;
    return value > line ? value : -1;
  }

  /** The end of the last line with at least the indentation of the first; else {@code from}. */
  static int end(String text, int from) {
    int depth = depth(text, from);
    if (depth <= 0) {
      return from;
    }
    int end = lineEnd(text, from);
    int next = end + 1;
    while (next < text.length() && skipBlanks(text, next) - next >= depth) {
      end = lineEnd(text, next);
      next = end + 1;
    }
    return end > from && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  /** The indentation of the value; 0 where other text comes before it in its line. */
  private static int depth(String text, int from) {
    int i = CharacterRuns.begin(text, from, MAX_SPACES, SecretYamlBlocks::blank);
    return i > 0 && text.charAt(i - 1) == '\n' ? from - i : 0;
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static int skipBlanks(String text, int from) {
    return CharacterRuns.end(text, from, MAX_SPACES, SecretYamlBlocks::blank);
  }

  private static boolean blank(int c) {
    return c == ' ' || c == '\t';
  }
}
