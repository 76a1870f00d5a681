package dev.intentobserve.parser.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Utf16;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** White space, line breaks and positions in text, and which characters can be stored. */
public final class RecordText {
  static final char REPLACEMENT = '\uFFFD';
  static final char BOM = '\uFEFF';
  private static final String UTC_TIME = "0000-00-00T00:00:00";

  private RecordText() {}

  /** Whether all bytes are valid UTF-8; {@code decoded} is the same bytes decoded by Java. */
  public static boolean validUtf8(byte[] bytes, String decoded) {
    if (decoded.indexOf(REPLACEMENT) < 0) {
      return true;
    }
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Where the content begins after white space and byte order marks. */
  public static int contentStart(String text) {
    int i = 0;
    while (i < text.length() && (isSpace(text.charAt(i)) || text.charAt(i) == BOM)) {
      i++;
    }
    return i;
  }

  /** Whether this is the form in which most times are written, {@code 2026-05-04T11:00:00.123Z}. */
  public static boolean isUtcTime(String text) {
    int last = text.length() - 1;
    if (last < UTC_TIME.length() || last > UTC_TIME.length() + 10 || text.charAt(last) != 'Z') {
      return false;
    }
    for (int i = 0; i < last; i++) {
      char form = i < UTC_TIME.length() ? UTC_TIME.charAt(i) : i > UTC_TIME.length() ? '0' : '.';
      char c = text.charAt(i);
      if (form == '0' ? c < '0' || c > '9' : c != form) {
        return false;
      }
    }
    return last != UTC_TIME.length() + 1;
  }

  /** White space as JSON defines it. */
  public static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /** NUL and lone surrogates become U+FFFD; the same instance when there are none. */
  public static String scrub(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (unstorable(text, i)) {
        return scrubFrom(text, i);
      }
    }
    return text;
  }

  private static String scrubFrom(String text, int first) {
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      out.append(unstorable(text, i) ? REPLACEMENT : text.charAt(i));
    }
    return out.toString();
  }

  private static boolean unstorable(String text, int i) {
    return text.charAt(i) == 0 || Utf16.isLoneSurrogate(text, i);
  }

  /** The text before its first line break, stripped. */
  public static String firstLine(String text) {
    int end = lineBreak(text);
    return (end < 0 ? text : text.substring(0, end)).strip();
  }

  /** Where the first line break is; negative where there is none. */
  public static int lineBreak(String text) {
    int newline = text.indexOf('\n');
    int carriageReturn = text.indexOf('\r');
    return newline < 0 || (carriageReturn >= 0 && carriageReturn < newline)
        ? carriageReturn
        : newline;
  }

  /** {@code column 7} of a char, counted from 1; after the first line {@code line 2, column 7}. */
  public static String position(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    String column = "column " + (offset - lineStart + 1);
    return line == 1 ? column : "line " + line + ", " + column;
  }
}
