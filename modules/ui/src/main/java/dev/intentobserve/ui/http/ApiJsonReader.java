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
 * Reads what the API answers. Events stand in its answers as they were received, so whatever was
 * taken in must be read here, too: names and numbers may be as long as a record, and one of them
 * must not hide the others. The size of an answer is bounded before. A number longer than any of
 * ours stays the text it was written as, so that nobody has to compute with thousands of digits.
 */
public final class ApiJsonReader {
  /** Of any number that fits a {@code long} or a {@code double} without loss. */
  private static final int LONGEST_NUMBER = 24;

  private static final int LONGEST_WHOLE = 18;

  /** Far above what is taken in, far below what the stack can carry. */
  private static final int DEPTH = 1_500;

  /** Names of strangers are neither pooled nor interned: they would fill the pool. */
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

  static JsonParser parser(String json) throws IOException {
    return FACTORY.createParser(json);
  }

  /** The object that {@code json} is; fails when it is none. */
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
    return digits.length() > LONGEST_NUMBER ? digits : (Object) Double.valueOf(digits);
  }
}
