package dev.intentobserve.parser.text;

import java.util.Arrays;
import java.util.Map;

/**
 * Removes one layer of encoding: percent encoding, HTML entities, escapes of JSON and shells, soft
 * line breaks, terminal colours, invisible characters, and letters that look like ASCII letters.
 */
final class TextDecoder {
  private static final Map<String, Character> ENTITIES =
      Map.ofEntries(
          Map.entry("quot", '"'),
          Map.entry("apos", '\''),
          Map.entry("amp", '&'),
          Map.entry("lt", '<'),
          Map.entry("gt", '>'),
          Map.entry("nbsp", ' '),
          Map.entry("equals", '='),
          Map.entry("colon", ':'),
          Map.entry("commat", '@'),
          Map.entry("lowbar", '_'),
          Map.entry("period", '.'),
          Map.entry("hyphen", '-'),
          Map.entry("sol", '/'),
          Map.entry("NewLine", '\n'),
          Map.entry("Tab", ' '));

  private static final int MAX_ENTITY_LENGTH = 10;

  /** The character is dropped. */
  private static final int REMOVED = -1;

  /** No encoding begins here. */
  private static final int UNCHANGED = -2;

  private final DecodedText from;
  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int[] origins = {};

  /** The length of the encoding just decoded, in characters. */
  private int length;

  TextDecoder(DecodedText from) {
    this.from = from;
    this.text = from.text();
  }

  /** Whether there is an encoding at or after the first special character. */
  boolean changes(int firstSpecial) {
    for (int i = firstSpecial; i < text.length(); i++) {
      if (CharacterScan.special(text.charAt(i)) && at(i) != UNCHANGED) {
        return true;
      }
    }
    return false;
  }

  DecodedText decoded() {
    out.ensureCapacity(text.length());
    origins = new int[text.length() + 1];
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      int decoded = CharacterScan.special(c) ? at(i) : UNCHANGED;
      int taken = decoded == UNCHANGED ? 1 : length;
      if (decoded != REMOVED) {
        put(decoded == UNCHANGED ? c : (char) decoded, i);
      }
      i += taken;
    }
    origins[out.length()] = from.origin(text.length());
    return new DecodedText(out.toString(), Arrays.copyOf(origins, out.length() + 1));
  }

  private void put(char c, int i) {
    origins[out.length()] = from.origin(i);
    out.append(c);
  }

  /** Decodes the encoding at {@code i} and sets its length. */
  private int at(int i) {
    length = 1;
    char c = text.charAt(i);
    return switch (c) {
      case '%' -> percent(i);
      case '&' -> entity(i);
      case '\\' -> escape(i);
      case '=' -> softBreak(i);
      case '\t', '\n', '\r' -> UNCHANGED;
      case 0x1b -> colour(i);
      default -> c < ' ' || c == 0x7f ? REMOVED : lookalike(i);
    };
  }

  private int lookalike(int i) {
    char c = text.charAt(i);
    boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length();
    int folded = ConfusableCharacters.fold(pair ? text.codePointAt(i) : c);
    length = pair && Character.isLowSurrogate(text.charAt(i + 1)) ? 2 : 1;
    return folded == ConfusableCharacters.REMOVED
        ? REMOVED
        : folded == ConfusableCharacters.UNCHANGED ? UNCHANGED : folded;
  }

  private int percent(int i) {
    if (i + 1 < text.length() && text.charAt(i + 1) == 'u') {
      return hex(i + 2, 4, 6);
    }
    int first = hex(i + 1, 2, 3);
    if (first < 0x80) {
      return first;
    }
    int bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0;
    int decoded = first & (0xff >> (bytes + 1));
    for (int n = 1; n < bytes; n++) {
      int more =
          i + 3 * n < text.length() && text.charAt(i + 3 * n) == '%'
              ? hex(i + 3 * n + 1, 2, 3)
              : UNCHANGED;
      if (more < 0x80 || more > 0xbf) {
        return UNCHANGED;
      }
      decoded = (decoded << 6) | (more & 0x3f);
    }
    length = 3 * bytes;
    return bytes == 0 || decoded > 0xffff ? UNCHANGED : decoded;
  }

  private int entity(int i) {
    int end = i + 1;
    while (end < text.length() && end - i <= MAX_ENTITY_LENGTH && isEntity(text.charAt(end))) {
      end++;
    }
    if (end == i + 1 || end == text.length() || text.charAt(end) != ';') {
      return UNCHANGED;
    }
    length = end + 1 - i;
    String name = text.substring(i + 1, end);
    return name.charAt(0) == '#' ? number(name.substring(1)) : named(name);
  }

  private static boolean isEntity(char c) {
    return c == '#' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  private static int named(String name) {
    if (name.equals("shy") || name.startsWith("zw")) {
      return REMOVED;
    }
    Character named = ENTITIES.get(name);
    return named == null ? UNCHANGED : named;
  }

  private static int number(String digits) {
    boolean hex = digits.startsWith("x") || digits.startsWith("X");
    try {
      int c = hex ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
      return c < 0 || c > 0xffff ? UNCHANGED : c == 0 ? REMOVED : c;
    } catch (NumberFormatException e) {
      return UNCHANGED;
    }
  }

  private int escape(int i) {
    char c = i + 1 < text.length() ? text.charAt(i + 1) : 0;
    length = 2;
    return switch (c) {
      case 'n', 'r' -> '\n';
      case 't', 'f', 'b' -> ' ';
      case '"', '\'', '`', '/', '\\' -> c;
      case 'u' -> hex(i + 2, 4, 6);
      case 'x' -> hex(i + 2, 2, 4);
      case '\n' -> REMOVED;
      case '\r' -> lineFeed(i + 2) ? broken(3) : UNCHANGED;
      default -> UNCHANGED;
    };
  }

  /**
   * Quoted-printable: an equals sign at the end of a line continues it; itself it is {@code =3D}.
   */
  private int softBreak(int i) {
    if (text.startsWith("3D", i + 1)) {
      length = 3;
      return '=';
    }
    if (lineFeed(i + 1)) {
      return broken(2);
    }
    return text.startsWith("\r\n", i + 1) ? broken(3) : UNCHANGED;
  }

  private int broken(int taken) {
    length = taken;
    return REMOVED;
  }

  private boolean lineFeed(int i) {
    return i < text.length() && text.charAt(i) == '\n';
  }

  /** {@code ESC [ 31 m} and its like. */
  private int colour(int i) {
    int end = i + 1;
    if (end < text.length() && text.charAt(end) == '[') {
      end++;
      while (end < text.length() && end - i < 16 && text.charAt(end) < '@') {
        end++;
      }
      length = Math.min(end + 1, text.length()) - i;
    }
    return REMOVED;
  }

  /** Decodes hex digits; {@code whole} becomes the length of the encoding. */
  private int hex(int at, int digits, int whole) {
    if (at + digits > text.length()) {
      return UNCHANGED;
    }
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') {
        return UNCHANGED;
      }
      value = value * 16 + digit;
    }
    length = whole;
    return value == 0 ? REMOVED : value;
  }
}
