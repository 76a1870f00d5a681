package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes JSON; characters that a terminal could act on are escaped. */
public final class JsonPrinter {
  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;

  private JsonPrinter(boolean pretty) {
    this.pretty = pretty;
  }

  /** On one line. */
  public static String line(Json value) {
    return print(value, false);
  }

  /** Indented by two. */
  public static String pretty(Json value) {
    return print(value, true);
  }

  private static String print(Json value, boolean pretty) {
    JsonPrinter printer = new JsonPrinter(pretty);
    printer.value(value, 0);
    return printer.out.toString();
  }

  private void value(Json value, int depth) {
    switch (value) {
      case Json.Fields fields -> fields(fields, depth);
      case Json.Items items -> items(items.values(), depth);
      case Json.Text text -> string(text.value());
      case Json other -> out.append(other.encode());
    }
  }

  private void fields(Json.Fields fields, int depth) {
    out.append('{');
    Iterator<Map.Entry<String, Json>> entries = fields.values().entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Json> entry = entries.next();
      newline(depth + 1);
      string(entry.getKey());
      out.append(pretty ? ": " : ":");
      value(entry.getValue(), depth + 1);
      if (entries.hasNext()) {
        out.append(',');
      }
    }
    end('}', depth, fields.values().isEmpty());
  }

  private void items(List<Json> items, int depth) {
    out.append('[');
    Iterator<Json> values = items.iterator();
    while (values.hasNext()) {
      newline(depth + 1);
      value(values.next(), depth + 1);
      if (values.hasNext()) {
        out.append(',');
      }
    }
    end(']', depth, items.isEmpty());
  }

  private void end(char bracket, int depth, boolean empty) {
    if (!empty) {
      newline(depth);
    }
    out.append(bracket);
  }

  private void newline(int depth) {
    if (pretty) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void string(String text) {
    out.append(SafeText.singleLine(Json.of(text).encode()));
  }
}
