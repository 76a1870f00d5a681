package dev.intentobserve.model.text;

import dev.intentobserve.model.Utf16;

/**
 * Makes text from outside safe for pages, terminals, logs and chats. Unsafe is what a screen acts
 * on or a reader cannot see: control characters, line and paragraph separators, marks that turn or
 * hide the text around them, lone surrogates and noncharacters. It does not escape markup.
 */
public final class SafeText {
  private SafeText() {}

  /** Shows every unsafe character by its code, also line breaks and tabs: {@code \n}. */
  public static String singleLine(String text) {
    return escaped(text, "");
  }

  /** Shows every unsafe character by its code, but lets line feeds and tabs stand. */
  public static String multiLine(String text) {
    return escaped(text, "\n\t");
  }

  /** Replaces each run of unsafe characters by a space; at most {@code maxLength} chars. */
  public static String summary(String text, int maxLength) {
    StringBuilder out = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!isUnsafe(c)) {
        out.appendCodePoint(c);
      } else if (!gap) {
        out.append(' ');
      }
      gap = isUnsafe(c);
      i += Character.charCount(c);
    }
    return Utf16.cut(out.toString().trim(), maxLength);
  }

  /** Whether {@code text} holds an unsafe character; a line feed and a tab are unsafe, too. */
  public static boolean hasUnsafe(String text) {
    return text.codePoints().anyMatch(SafeText::isUnsafe);
  }

  /** Whether a screen would act on the character, or a reader could not see it. */
  public static boolean isUnsafe(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> !isVisibleFormat(codePoint);
      default -> (codePoint & 0xfffe) == 0xfffe;
    };
  }

  /** Appends the character as JSON and Java write it: {@code \n}, else its UTF-16 in hex. */
  private static void escape(int codePoint, StringBuilder out) {
    switch (codePoint) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        for (char unit : Character.toChars(codePoint)) {
          out.append(String.format("\\u%04x", (int) unit));
        }
      }
    }
  }

  private static String escaped(String text, String kept) {
    int first = 0;
    while (first < text.length() && text.charAt(first) >= ' ' && text.charAt(first) < 0x7f) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (isUnsafe(c) && kept.indexOf(c) < 0) {
        escape(c, out);
      } else {
        out.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /** The joiners hold emoji and scripts together; Arabic and Kaithi number signs have a shape. */
  private static boolean isVisibleFormat(int c) {
    return c == 0x200c
        || c == 0x200d
        || (c >= 0x600 && c <= 0x605)
        || c == 0x6dd
        || c == 0x70f
        || c == 0x890
        || c == 0x891
        || c == 0x8e2
        || c == 0x110bd
        || c == 0x110cd;
  }
}
