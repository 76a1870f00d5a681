package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.util.stream.Collectors;

/** Writes JSON; characters that a terminal could act on are escaped. */
public final class JsonPrinter {
  private JsonPrinter() {}

  /** On one line. */
  public static String line(Json value) {
    return SafeText.singleLine(value.encode());
  }

  /** Indented by two. */
  public static String pretty(Json value) {
    return pretty(value, "\n");
  }

  /**
   * Indented further than the line before.
   *
   * @param end the end of that line and its indentation
   */
  private static String pretty(Json value, String end) {
    String next = end + "  ";
    return switch (value) {
      case Json.Fields fields when !fields.values().isEmpty() ->
          fields.values().entrySet().stream()
              .map(field -> line(Json.of(field.getKey())) + ": " + pretty(field.getValue(), next))
              .collect(Collectors.joining("," + next, "{" + next, end + "}"));
      case Json.Items items when !items.values().isEmpty() ->
          items.values().stream()
              .map(item -> pretty(item, next))
              .collect(Collectors.joining("," + next, "[" + next, end + "]"));
      default -> line(value);
    };
  }
}
