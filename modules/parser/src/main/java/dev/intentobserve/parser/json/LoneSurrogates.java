package dev.intentobserve.parser.json;

/**
 * Escapes of one half of a surrogate pair. Jackson refuses them in names, so they are overwritten
 * by the escape of U+FFFD, which has the same length: positions in the text stay valid.
 */
final class LoneSurrogates {
  private static final int ESCAPE = 6;

  private LoneSurrogates() {}

  /**
   * Overwrites high surrogates without a low one after them, and returns whether there were any.
   */
  static boolean mask(char[] json) {
    boolean found = false;
    for (int i = 0; i + ESCAPE <= json.length; i++) {
      if (json[i] != '\\') {
        continue;
      }
      boolean high = isEscape(json, i, "89ab");
      boolean pair = high && isEscape(json, i + ESCAPE, "cdef");
      if (high && !pair) {
        "fffd".getChars(0, 4, json, i + 2);
        found = true;
      }
      i += pair ? 2 * ESCAPE - 1 : 1;
    }
    return found;
  }

  private static boolean isEscape(char[] json, int i, String third) {
    return i + ESCAPE <= json.length
        && json[i] == '\\'
        && json[i + 1] == 'u'
        && Character.toLowerCase(json[i + 2]) == 'd'
        && third.indexOf(Character.toLowerCase(json[i + 3])) >= 0;
  }
}
