package dev.intentobserve.ui.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts fields out of JSON text without changing a character of them; pure. */
public final class RawJsonField {
  private RawJsonField() {}

  /** The value of {@code name} in the outermost object; null where it is missing. */
  public static @Nullable String of(String json, String name) {
    try (JsonParser parser = ApiJsonReader.parser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = name.equals(parser.currentName());
        parser.nextToken();
        int from = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        parser.skipChildren();
        parser.finishToken();
        if (found) {
          return json.substring(from, Math.toIntExact(parser.currentLocation().getCharOffset()));
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  /** The elements of an array; none where {@code array} is not valid JSON. */
  public static List<String> elements(String array) {
    List<String> elements = new ArrayList<>();
    try (JsonParser parser = ApiJsonReader.parser(array)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
        int from = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
        parser.skipChildren();
        parser.finishToken();
        elements.add(
            array.substring(from, Math.toIntExact(parser.currentLocation().getCharOffset())));
      }
      return elements;
    } catch (IOException e) {
      return List.of();
    }
  }
}
