package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.SafeText;
import java.util.Map;
import java.util.Set;

/** Any JSON object as an indented outline, one field per line. */
public final class JsonOutline {
  private final StringBuilder out = new StringBuilder();

  private JsonOutline() {}

  public static String of(Json.Fields fields) {
    JsonOutline outline = new JsonOutline();
    outline.fields(fields, 0);
    return outline.out.toString();
  }

  private void fields(Json.Fields fields, int depth) {
    for (Map.Entry<String, Json> entry : fields.values().entrySet()) {
      named("  ".repeat(depth) + SafeText.singleLine(entry.getKey()), entry.getValue(), depth);
    }
  }

  private void named(String name, Json value, int depth) {
    switch (value) {
      case Json.Null nothing -> {}
      case Json.Fields key when key.values().keySet().equals(Set.of("kind", "id")) ->
          line(name, JsonFields.cell(key));
      case Json.Fields nested when nested.values().isEmpty() -> {}
      case Json.Fields nested -> {
        out.append(name).append(":\n");
        fields(nested, depth + 1);
      }
      case Json.Items items when items.values().isEmpty() -> {}
      case Json.Items items -> items(name, items, depth);
      case Json other -> line(name, JsonFields.cell(other));
    }
  }

  private void items(String name, Json.Items items, int depth) {
    out.append(name).append(":\n");
    for (Json item : items.values()) {
      out.append("  ".repeat(depth + 1)).append("- ").append(JsonFields.cell(item)).append('\n');
    }
  }

  private void line(String name, String value) {
    out.append(name).append(": ").append(value).append('\n');
  }
}
