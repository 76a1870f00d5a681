package dev.intentobserve.parser.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.text.TextEdits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Builds the value of one text and counts its attributes. The recursion is as deep as the parser's
 * own limit allows. Subclasses may read objects, arrays, numbers and strings in another way.
 */
public class JsonTreeReader {
  static final String TRAILING_TEXT = "unexpected text after the value";

  /**
   * One text to read.
   *
   * @param start where the content begins; offsets of the parser count from there
   * @param maxAttributes reading stops with a refusal above this number
   */
  public record Input(JsonParser json, String text, int start, int maxAttributes) {}

  protected final JsonParser json;
  protected final Set<EventFlag> flags = EnumSet.noneOf(EventFlag.class);
  private final int maxAttributes;
  private int attributeCount;

  protected JsonTreeReader(Input input) {
    this.json = input.json();
    this.maxAttributes = input.maxAttributes();
  }

  /** Reads exactly one value. */
  protected ParsedJson read() throws IOException, RecordRefusedException {
    JsonToken token = json.nextToken();
    if (token == null) {
      throw new JsonEOFException(json, JsonToken.NOT_AVAILABLE, "empty");
    }
    Json value = value(token);
    if (json.nextToken() != null) {
      throw new JsonParseException(json, TRAILING_TEXT);
    }
    return new ParsedJson(value, flags, new TextEdits());
  }

  protected final Json value(JsonToken token) throws IOException, RecordRefusedException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> string();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> Json.of(true);
      case VALUE_FALSE -> Json.of(false);
      default -> Json.nothing();
    };
  }

  protected Json object() throws IOException, RecordRefusedException {
    Json.Builder values = Json.object();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = key(json.currentName());
      JsonToken token = json.nextToken();
      count(token.isScalarValue());
      put(values, key, value(token));
    }
    count(values.isEmpty());
    return values.build();
  }

  /** The name of a field. */
  protected String key(String written) {
    return written;
  }

  /** The last of several fields of one name wins. */
  protected final void put(Json.Builder values, String key, Json value) {
    if (values.contains(key)) {
      flags.add(EventFlag.DUPLICATE_KEY);
    }
    values.put(key, value);
  }

  protected Json array() throws IOException, RecordRefusedException {
    List<Json> values = new ArrayList<>();
    boolean hasScalar = false;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      hasScalar |= token.isScalarValue();
      values.add(value(token));
    }
    count(hasScalar || values.isEmpty());
    return new Json.Items(values);
  }

  protected Json number() throws IOException {
    String lexeme = json.getText();
    if (!Character.isDigit(lexeme.charAt(lexeme.length() - 1))) {
      flags.add(EventFlag.NON_FINITE_NUMBER);
    }
    return new Json.Num(lexeme);
  }

  protected Json string() throws IOException {
    return new Json.Text(json.getText());
  }

  /** An attribute is a scalar field, an array of scalars, or an empty object or array. */
  protected final void count(boolean isAttribute) throws RecordRefusedException {
    attributeCount += isAttribute ? 1 : 0;
    if (attributeCount > maxAttributes) {
      throw new RecordRefusedException(
          Refusal.TOO_MANY_ATTRIBUTES,
          attributeCount + " attributes; the limit is " + maxAttributes);
    }
  }
}
