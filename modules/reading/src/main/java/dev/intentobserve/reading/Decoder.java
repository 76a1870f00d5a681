package dev.intentobserve.reading;

import java.util.Arrays;
import java.util.Map;

/**
 * Takes off one coating: percent encoding, HTML entities, escapes of JSON and shells, soft line
 * breaks, colours of terminals, characters nobody sees, and letters that look like others.
 */
final class Decoder {
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

  private static final int LONGEST_ENTITY = 10;

  /** Nothing: the character is left out. */
  private static final int NOTHING = -1;

  /** No encoding begins here: the character is what it is. */
  private static final int ITSELF = -2;

  private final Layer from;
  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int[] origins = {};

  /** How many characters the encoding just read takes. */
  private int length;

  Decoder(Layer from) {
    this.from = from;
    this.text = from.text();
  }

  /** Whether there is an encoding at the first odd character or after it. */
  boolean changes(int firstOdd) {
    for (int i = firstOdd; i < text.length(); i++) {
      if (Glance.odd(text.charAt(i)) && at(i) != ITSELF) {
        return true;
      }
    }
    return false;
  }

  Layer decoded() {
    out.ensureCapacity(text.length());
    origins = new int[text.length() + 1];
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      int decoded = Glance.odd(c) ? at(i) : ITSELF;
      int taken = decoded == ITSELF ? 1 : length;
      if (decoded != NOTHING) {
        put(decoded == ITSELF ? c : (char) decoded, i);
      }
      i += taken;
    }
    origins[out.length()] = from.origin(text.length());
    return new Layer(out.toString(), Arrays.copyOf(origins, out.length() + 1));
  }

  private void put(char c, int i) {
    origins[out.length()] = from.origin(i);
    out.append(c);
  }

  /** What the encoding at {@code i} means; sets its length. */
  private int at(int i) {
    length = 1;
    char c = text.charAt(i);
    return switch (c) {
      case '%' -> percent(i);
      case '&' -> entity(i);
      case '\\' -> escape(i);
      case '=' -> softBreak(i);
      case '\t', '\n', '\r' -> ITSELF;
      case 0x1b -> colour(i);
      default -> c < ' ' || c == 0x7f ? NOTHING : lookalike(i);
    };
  }

  private int lookalike(int i) {
    char c = text.charAt(i);
    boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length();
    int folded = Lookalikes.fold(pair ? text.codePointAt(i) : c);
    length = pair && Character.isLowSurrogate(text.charAt(i + 1)) ? 2 : 1;
    return folded == Lookalikes.NOTHING ? NOTHING : folded == Lookalikes.ITSELF ? ITSELF : folded;
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
              : ITSELF;
      if (more < 0x80 || more > 0xbf) {
        return ITSELF;
      }
      decoded = (decoded << 6) | (more & 0x3f);
    }
    length = 3 * bytes;
    return bytes == 0 || decoded > 0xffff ? ITSELF : decoded;
  }

  private int entity(int i) {
    int end = i + 1;
    while (end < text.length() && end - i <= LONGEST_ENTITY && isEntity(text.charAt(end))) {
      end++;
    }
    if (end == i + 1 || end == text.length() || text.charAt(end) != ';') {
      return ITSELF;
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
      return NOTHING;
    }
    Character named = ENTITIES.get(name);
    return named == null ? ITSELF : named;
  }

  private static int number(String digits) {
    boolean hex = digits.startsWith("x") || digits.startsWith("X");
    try {
      int c = hex ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
      return c < 0 || c > 0xffff ? ITSELF : c == 0 ? NOTHING : c;
    } catch (NumberFormatException e) {
      return ITSELF;
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
      case '\n' -> NOTHING;
      case '\r' -> lineFeed(i + 2) ? broken(3) : ITSELF;
      default -> ITSELF;
    };
  }

  /** Quoted-printable: a line goes on after an equals sign, which itself is written {@code =3D}. */
  private int softBreak(int i) {
    if (text.startsWith("3D", i + 1)) {
      length = 3;
      return '=';
    }
    if (lineFeed(i + 1)) {
      return broken(2);
    }
    return text.startsWith("\r\n", i + 1) ? broken(3) : ITSELF;
  }

  private int broken(int taken) {
    length = taken;
    return NOTHING;
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
    return NOTHING;
  }

  /** So many hex digits; the whole encoding then has this length. */
  private int hex(int at, int digits, int whole) {
    if (at + digits > text.length()) {
      return ITSELF;
    }
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') {
        return ITSELF;
      }
      value = value * 16 + digit;
    }
    length = whole;
    return value == 0 ? NOTHING : value;
  }
}
