package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.util.List;

/** Reads fields of an answer; a missing field is an empty text, zero or an empty list. */
public final class JsonFields {
  private JsonFields() {}

  /** The objects of the array {@code name}; other values in it are skipped. */
  public static List<Json.Fields> objects(Json.Fields fields, String name) {
    return fields.get(name).orElse(Json.nothing()) instanceof Json.Items items
        ? items.values().stream()
            .filter(Json.Fields.class::isInstance)
            .map(Json.Fields.class::cast)
            .toList()
        : List.of();
  }

  public static String text(Json.Fields fields, String name) {
    return fields.get(name).map(JsonFields::cell).orElse("");
  }

  public static long number(Json.Fields fields, String name) {
    return fields.text(name).filter(n -> n.matches("-?\\d{1,18}")).map(Long::parseLong).orElse(0L);
  }

  /** A value on one line: an entity as {@code kind:id}, a list with commas. */
  static String cell(Json value) {
    return switch (value) {
      case Json.Fields key when key.values().containsKey("kind") ->
          text(key, "kind") + ":" + text(key, "id");
      case Json.Fields other -> JsonPrinter.line(other);
      case Json.Items items ->
          String.join(", ", items.values().stream().map(JsonFields::cell).toList());
      case Json.Null nothing -> "";
      case Json other -> SafeText.singleLine(other.asText().orElse(""));
    };
  }
}
