package dev.intentobserve.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parses {@code key=value,key=value}, the format of header and resource variables. */
final class KeyValueParser {
  private KeyValueParser() {}

  /**
   * Splits at commas, then at the first {@code =}; trims both sides and percent-decodes the value.
   * A part without {@code =} or without a key is skipped; the last of equal keys wins.
   *
   * @param keys decides which keys are equal
   */
  static SortedMap<String, String> parse(@Nullable String text, Comparator<String> keys) {
    SortedMap<String, String> pairs = new TreeMap<>(keys);
    int from = 0;
    while (text != null && from <= text.length()) {
      int comma = text.indexOf(',', from);
      int to = comma < 0 ? text.length() : comma;
      add(text.substring(from, to), pairs);
      from = to + 1;
    }
    return pairs;
  }

  private static void add(String part, SortedMap<String, String> pairs) {
    int equals = part.indexOf('=');
    String key = equals < 0 ? "" : part.substring(0, equals).trim();
    if (!key.isEmpty()) {
      pairs.put(key, percentDecoded(part.substring(equals + 1).trim()));
    }
  }

  /** A {@code %} without two hex digits and a {@code +} stay unchanged. */
  static String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low < 0) {
        out.write(bytes[i]);
      } else {
        out.write(high << 4 | low);
        i += 2;
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
