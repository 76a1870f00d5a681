package dev.intentobserve.cli.render;

/**
 * Text that cannot do anything to a terminal: control, bidirectional and invisible characters are
 * shown as their code, in the way JSON and Java write them.
 */
public final class TerminalText {
  private TerminalText() {}

  public static String text(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) >= ' ' && text.charAt(first) < 0x7f) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
    append(text, first, out);
    return out.toString();
  }

  private static void append(String text, int from, StringBuilder out) {
    for (int i = from; i < text.length(); ) {
      int c = text.codePointAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (dangerous(c)) {
            escape(c, out);
          } else {
            out.appendCodePoint(c);
          }
        }
      }
      i += Character.charCount(c);
    }
  }

  /** Whether a terminal may act on it or a person cannot see it. */
  static boolean dangerous(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // The joiner only holds an emoji or a script together.
      case Character.FORMAT -> c != 0x200d && c != 0x200c;
      default -> false;
    };
  }

  static void escape(int c, StringBuilder out) {
    for (char unit : Character.toChars(c)) {
      out.append("\\u");
      String hex = Integer.toHexString(unit);
      out.append("0".repeat(4 - hex.length())).append(hex);
    }
  }
}
