package dev.intentobserve.reading;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One walk over one text: builds the value and notes where the text holds secrets. The recursion is
 * as deep as the parser's own limit allows.
 */
final class Walk {
  static final String MORE = "more text after the value";
  private static final String VALUE = "value";
  private static final List<String> NAMES = List.of("name", "key", "header");
  private static final String QUOTED = '"' + Redactor.REDACTED + '"';

  private final JsonParser json;
  private final String text;
  private final int start;
  private final boolean sanitise;
  private final Set<EventFlag> flags = EnumSet.noneOf(EventFlag.class);
  private final Edits edits = new Edits();
  private int leaves;

  Walk(JsonParser json, String text, int start, boolean sanitise) {
    this.json = json;
    this.text = text;
    this.start = start;
    this.sanitise = sanitise;
  }

  Parsed whole() throws IOException {
    JsonToken token = json.nextToken();
    if (token == null) {
      throw new JsonEOFException(json, JsonToken.NOT_AVAILABLE, "empty");
    }
    Json value = value(token);
    if (json.nextToken() != null) {
      throw new JsonParseException(json, MORE);
    }
    if (!edits.isEmpty()) {
      flags.add(EventFlag.REDACTED);
    }
    return new Parsed(value, flags, edits, leaves);
  }

  private Json value(JsonToken token) throws IOException {
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

  private Json object() throws IOException {
    Map<String, Json> values = new LinkedHashMap<>();
    List<int[]> halves = new ArrayList<>(0);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      entry(values, halves);
    }
    leaves += values.isEmpty() ? 1 : 0;
    if (!halves.isEmpty() && namesSecret(values)) {
      halves.forEach(half -> edits.cover(half[0], half[1], QUOTED));
      values.put(VALUE, new Json.Text(Redactor.REDACTED));
    }
    return new Json.Fields(values);
  }

  private void entry(Map<String, Json> values, List<int[]> halves) throws IOException {
    String written = json.currentName();
    String key = sanitise ? key(written, values) : written;
    JsonToken token = json.nextToken();
    leaves += token.isScalarValue() ? 1 : 0;
    int from = tokenStart();
    boolean secret = sanitise && SecretKeys.matches(written);
    Json value = secret ? secret(token) : field(written, token);
    if (sanitise && written.equals(VALUE) && !harmless(token, value)) {
      halves.add(new int[] {from, end(token, from)});
    }
    if (values.put(key, value) != null) {
      flags.add(EventFlag.DUPLICATE_KEY);
    }
  }

  private Json field(String key, JsonToken token) throws IOException {
    return sanitise && token == JsonToken.VALUE_STRING && key.equals(CloudEventsDialect.BASE64)
        ? base64()
        : value(token);
  }

  private Json array() throws IOException {
    List<Json> values = new ArrayList<>();
    boolean scalars = false;
    for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; ) {
      scalars |= token.isScalarValue();
      values.add(value(token));
      token = json.nextToken();
    }
    leaves += scalars || values.isEmpty() ? 1 : 0;
    return new Json.Items(values);
  }

  private Json number() throws IOException {
    String lexeme = json.getText();
    if (!Character.isDigit(lexeme.charAt(lexeme.length() - 1))) {
      flags.add(EventFlag.NON_FINITE_NUMBER);
    }
    return new Json.Num(lexeme);
  }

  private Json string() throws IOException {
    if (!sanitise) {
      return new Json.Text(json.getText());
    }
    String scrubbed = scrub(json.getText());
    return new Json.Text(kept(scrubbed, Redactor.redact(scrubbed)));
  }

  private Json base64() throws IOException {
    String written = scrub(json.getText());
    return new Json.Text(kept(written, SecretBase64.clean(written)));
  }

  /** Notes the change, if there is one, of the string the parser stands on. */
  private String kept(String scrubbed, String clean) {
    if (!clean.equals(scrubbed)) {
      int from = tokenStart();
      edits.replace(from, stringEnd(from), new Json.Text(clean).encode());
    }
    return clean;
  }

  /** Two keys that differ only in their secret must not become one. */
  private String key(String written, Map<String, Json> before) {
    String scrubbed = scrub(written);
    String clean = Redactor.redact(scrubbed);
    if (clean.equals(scrubbed)) {
      return clean;
    }
    String unique = clean;
    for (int n = 2; before.containsKey(unique); n++) {
      unique = clean + "~" + n;
    }
    return kept(scrubbed, unique);
  }

  /** A secret may be split over two fields: {@code {"name": "token", "value": "x"}}. */
  private static boolean namesSecret(Map<String, Json> values) {
    return NAMES.stream()
        .anyMatch(
            name -> values.get(name) instanceof Json.Text text && SecretKeys.matches(text.value()));
  }

  private Json secret(JsonToken token) throws IOException {
    int from = tokenStart();
    if (token.isStructStart()) {
      json.skipChildren();
      leaves++;
    } else {
      Json value = token == JsonToken.VALUE_STRING ? new Json.Text(json.getText()) : value(token);
      if (harmless(token, value)) {
        return value;
      }
    }
    edits.replace(from, end(token, from), QUOTED);
    return new Json.Text(Redactor.REDACTED);
  }

  /** Everything may be a secret but null, a flag, the empty text and what was replaced before. */
  private static boolean harmless(JsonToken token, Json value) {
    return token == JsonToken.VALUE_NULL
        || token.isBoolean()
        || (value instanceof Json.Text text
            && (text.value().isEmpty() || text.value().equals(Redactor.REDACTED)));
  }

  /** Where the value just read ends. */
  private int end(JsonToken token, int from) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return stringEnd(from);
    }
    return token.isStructStart()
        ? start + (int) json.currentLocation().getCharOffset()
        : from + json.getTextLength();
  }

  private int tokenStart() {
    return start + (int) json.currentTokenLocation().getCharOffset();
  }

  /** After the closing quote of the string that begins at {@code from}. */
  private int stringEnd(int from) {
    int i = from + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private String scrub(String written) {
    String scrubbed = Texts.scrub(written);
    if (!scrubbed.equals(written)) {
      flags.add(EventFlag.UNSTORABLE_TEXT);
    }
    return scrubbed;
  }
}
