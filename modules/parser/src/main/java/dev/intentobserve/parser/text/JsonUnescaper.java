package dev.intentobserve.parser.text;

/** Unescapes text that looks like JSON but could not be parsed. */
public final class JsonUnescaper {
  private JsonUnescaper() {}

  /** Writes out escapes of printable ASCII except the backslash; a quote keeps its backslash. */
  public static String unescaped(String text) {
    int escape = text.indexOf("\\u00");
    if (escape < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    while (escape >= 0) {
      int c = hex(text, escape + 4);
      if (c >= ' ' && c < 0x7f && c != '\\') {
        out.append(text, done, escape).append(c == '"' ? "\\\"" : Character.toString(c));
        done = escape + 6;
      }
      escape = text.indexOf("\\u00", escape + 4);
    }
    return out.append(text, done, text.length()).toString();
  }

  private static int hex(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
