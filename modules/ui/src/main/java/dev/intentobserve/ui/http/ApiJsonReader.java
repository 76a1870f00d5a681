package dev.intentobserve.ui.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of API answers. They contain events as received, so the parser's limits on names,
 * numbers and strings are lifted: one unusual event must not make a list unreadable. {@link
 * LoopbackApiClient} limits the size of an answer. A number with more digits than a {@code long} or
 * {@code double} holds stays text.
 */
public final class ApiJsonReader {
  /** Characters of the longest fraction that fits a {@code double}. */
  private static final int LONGEST_FRACTION = 24;

  private static final int LONGEST_WHOLE = 18;

  /** Well above the depth at which events are rejected, well below what the stack can hold. */
  private static final int DEPTH = 1_500;

  /** Field names come from outside: they are not pooled, because the pool would never shrink. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private ApiJsonReader() {}

  /**
   * Reads one object.
   *
   * @throws IOException where {@code json} is anything but one object
   */
  public static JsonObject object(byte[] json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        JsonObject object = object(parser);
        if (parser.nextToken() == null) {
          return object;
        }
      }
      throw new IOException("not one object");
    }
  }

  private static JsonObject object(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return new JsonObject(fields);
  }

  private static JsonArray array(JsonParser parser) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return new JsonArray(items);
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT -> whole(parser.getText());
      case VALUE_NUMBER_FLOAT -> fraction(parser.getText());
      default -> parser.getText();
    };
  }

  private static Object whole(String digits) {
    int length = digits.startsWith("-") ? digits.length() - 1 : digits.length();
    return length > LONGEST_WHOLE ? digits : (Object) Long.valueOf(digits);
  }

  private static Object fraction(String digits) {
    return digits.length() > LONGEST_FRACTION ? digits : (Object) Double.valueOf(digits);
  }

  /**
   * The value of {@code name}, character for character, in the outermost object; null where it is
   * missing.
   */
  public static @Nullable String rawField(String json, String name) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = name.equals(parser.currentName());
        parser.nextToken();
        String value = rawValue(parser, json);
        if (found) {
          return value;
        }
      }
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * The elements, character for character, of an array; none where {@code array} is not valid JSON.
   */
  public static List<String> rawElements(String array) {
    List<String> elements = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(array)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
        elements.add(rawValue(parser, array));
      }
      return elements;
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String rawValue(JsonParser parser, String json) throws IOException {
    int from = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    parser.skipChildren();
    parser.finishToken();
    return json.substring(from, Math.toIntExact(parser.currentLocation().getCharOffset()));
  }
}
