package dev.intentobserve.ui.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field of a document in the very characters it was written with; pure. */
public final class RawJsonField {
  private RawJsonField() {}

  /** What stands under {@code name} in the outermost object of {@code json}; null for nothing. */
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

  /** Each element of an array, as it stands there. */
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
