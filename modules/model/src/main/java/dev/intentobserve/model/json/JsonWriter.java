package dev.intentobserve.model.json;

import dev.intentobserve.model.Utf16;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes {@link Json} as compact text. Nesting is bounded by the code that parsed or built the
 * value.
 */
final class JsonWriter {
  private JsonWriter() {}

  static void write(Json value, StringBuilder out) {
    switch (value) {
      case Json.Fields fields -> writeFields(fields, out);
      case Json.Items items -> writeItems(items, out);
      case Json.Text text -> writeText(text.value(), out);
      case Json.Num number -> writeNumber(number.lexeme(), out);
      case Json.Flag flag -> out.append(flag.value());
      case Json.Null nothing -> out.append("null");
    }
  }

  private static void writeFields(Json.Fields fields, StringBuilder out) {
    out.append('{');
    Iterator<Map.Entry<String, Json>> entries = fields.values().entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Json> entry = entries.next();
      writeText(entry.getKey(), out);
      out.append(':');
      write(entry.getValue(), out);
      if (entries.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }

  private static void writeItems(Json.Items items, StringBuilder out) {
    out.append('[');
    Iterator<Json> values = items.values().iterator();
    while (values.hasNext()) {
      write(values.next(), out);
      if (values.hasNext()) {
        out.append(',');
      }
    }
    out.append(']');
  }

  /** NaN and the infinities are no JSON numbers: they leave as text. */
  private static void writeNumber(String lexeme, StringBuilder out) {
    char last = lexeme.isEmpty() ? ' ' : lexeme.charAt(lexeme.length() - 1);
    if (last >= '0' && last <= '9' && lexeme.charAt(0) != '+') {
      out.append(lexeme);
    } else {
      writeText(lexeme, out);
    }
  }

  /** What needs no escape is copied a run at a time. */
  private static void writeText(String text, StringBuilder out) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isEscaped(text, i)) {
        out.append(text, written, i).append(escape(text.charAt(i)));
        written = i + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private static boolean isEscaped(String text, int i) {
    char c = text.charAt(i);
    return c < 0x20
        || c == '"'
        || c == '\\'
        || c == 0x7f
        || (Character.isSurrogate(c) && Utf16.isLoneSurrogate(text, i));
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", (int) c);
    };
  }
}
