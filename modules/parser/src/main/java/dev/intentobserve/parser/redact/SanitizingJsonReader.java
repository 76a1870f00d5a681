package dev.intentobserve.parser.redact;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.dialect.CloudEventsDialect;
import dev.intentobserve.parser.json.ParsedJson;
import dev.intentobserve.parser.json.RecordRefusedException;
import dev.intentobserve.parser.json.RecordText;
import dev.intentobserve.parser.json.TextEdits;
import dev.intentobserve.parser.redact.SecretFieldNames.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk over one text: builds the value and notes where the text holds secrets. The recursion is
 * as deep as the parser's own limit allows.
 */
final class SanitizingJsonReader {
  static final String TRAILING_TEXT = "more text after the value";
  static final String QUOTED = '"' + Redactor.REDACTED + '"';

  private final JsonParser json;
  private final String text;
  private final int start;
  private final boolean sanitise;
  private final int maxAttributes;
  private final Set<EventFlag> flags = EnumSet.noneOf(EventFlag.class);
  private final TextEdits edits = new TextEdits();
  private int attributeCount;

  /** Somewhere above stands a name that may announce a secret. */
  private boolean doubtful;

  /**
   * @param maxAttributes how many attributes may be counted before the walk ends: the rest would be
   *     read for nothing
   */
  SanitizingJsonReader(
      JsonParser json, String text, int start, boolean sanitise, int maxAttributes) {
    this.json = json;
    this.text = text;
    this.start = start;
    this.sanitise = sanitise;
    this.maxAttributes = maxAttributes;
  }

  ParsedJson whole() throws IOException, RecordRefusedException {
    JsonToken token = json.nextToken();
    if (token == null) {
      throw new JsonEOFException(json, JsonToken.NOT_AVAILABLE, "empty");
    }
    Json value = value(token);
    if (json.nextToken() != null) {
      throw new JsonParseException(json, TRAILING_TEXT);
    }
    if (!edits.isEmpty()) {
      flags.add(EventFlag.REDACTED);
    }
    return new ParsedJson(value, flags, edits);
  }

  private Json value(JsonToken token) throws IOException, RecordRefusedException {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array("");
      case VALUE_STRING -> string();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> Json.of(true);
      case VALUE_FALSE -> Json.of(false);
      default -> Json.nothing();
    };
  }

  private Json object() throws IOException, RecordRefusedException {
    Map<String, Json> values = new LinkedHashMap<>();
    JsonFieldSecrets candidates = new JsonFieldSecrets();
    Map<String, Integer> numbers = new HashMap<>(0);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String written = json.currentName();
      String key = sanitise ? key(written, values, numbers) : written;
      if (values.put(key, entry(written, key, candidates)) != null) {
        flags.add(EventFlag.DUPLICATE_KEY);
      }
    }
    count(values.isEmpty());
    candidates.redactFound(values, edits);
    return new Json.Fields(values);
  }

  private Json entry(String written, String key, JsonFieldSecrets candidates)
      throws IOException, RecordRefusedException {
    JsonToken token = json.nextToken();
    count(token.isScalarValue());
    if (!sanitise) {
      return value(token);
    }
    int from = tokenStart();
    Json value = classified(written, token);
    candidates.inspect(written, key, value, from, harmless(token, value) ? from : end(token, from));
    return value;
  }

  private Json classified(String written, JsonToken token)
      throws IOException, RecordRefusedException {
    boolean above = doubtful;
    Verdict verdict = SecretFieldNames.classify(written);
    doubtful =
        (above && !SecretFieldNames.isExempt(written))
            || (verdict == Verdict.DOUBTFUL && token.isStructStart());
    try {
      return switch (verdict) {
        case SECRET -> secret(token);
        case DOUBTFUL -> doubtful(written, token);
        case HARMLESS -> field(written, token);
      };
    } finally {
      doubtful = above;
    }
  }

  private Json field(String key, JsonToken token) throws IOException, RecordRefusedException {
    return token == JsonToken.VALUE_STRING && key.equals(CloudEventsDialect.BASE64)
        ? base64()
        : value(token);
  }

  private Json array(String name) throws IOException, RecordRefusedException {
    List<Json> values = new ArrayList<>();
    @Nullable JsonListSecrets members = sanitise ? new JsonListSecrets() : null;
    boolean scalars = false;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      scalars |= token.isScalarValue();
      values.add(members == null ? value(token) : member(name, token, members));
    }
    count(scalars || values.isEmpty());
    if (members != null) {
      members.redactFound(values, edits);
    }
    return new Json.Items(values);
  }

  /** One that follows an option or the name of a secret is judged by it. */
  private Json member(String name, JsonToken token, JsonListSecrets members)
      throws IOException, RecordRefusedException {
    if (token != JsonToken.VALUE_STRING) {
      members.other();
      return name.isEmpty() ? value(token) : doubtful(name, token);
    }
    String written = json.getText();
    int from = tokenStart();
    Json value = members.announced(written) ? replaced(token, from) : doubtful(name, token);
    members.inspect(written, value, from, stringEnd(from));
    return value;
  }

  /** The value of a name that announces a secret as often as not; harmless with an empty name. */
  private Json doubtful(String name, JsonToken token) throws IOException, RecordRefusedException {
    if (token == JsonToken.START_ARRAY) {
      return array(name);
    }
    boolean classified = !name.isEmpty() && token.isScalarValue() && !token.isBoolean();
    return classified && !OrdinaryText.harmlessUnder(name, json.getText())
        ? replaced(token, tokenStart())
        : value(token);
  }

  private Json number() throws IOException {
    String lexeme = json.getText();
    if (!Character.isDigit(lexeme.charAt(lexeme.length() - 1))) {
      flags.add(EventFlag.NON_FINITE_NUMBER);
    }
    return sanitise && SecretCardNumbers.is(lexeme)
        ? replaced(JsonToken.VALUE_NUMBER_INT, tokenStart())
        : new Json.Num(lexeme);
  }

  private Json string() throws IOException {
    if (!sanitise) {
      return new Json.Text(json.getText());
    }
    String scrubbed = scrub(json.getText());
    boolean secret = doubtful && !OrdinaryText.blank(scrubbed) && !OrdinaryText.plain(scrubbed);
    return new Json.Text(kept(scrubbed, secret ? Redactor.REDACTED : Redactor.redact(scrubbed)));
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

  private void count(boolean isAttribute) throws RecordRefusedException {
    attributeCount += isAttribute ? 1 : 0;
    if (attributeCount > maxAttributes) {
      throw new RecordRefusedException(
          Refusal.TOO_MANY_ATTRIBUTES,
          attributeCount + " attributes, where " + maxAttributes + " may be");
    }
  }

  private String key(String written, Map<String, Json> before, Map<String, Integer> numbers) {
    String scrubbed = scrub(written);
    String clean = Redactor.redact(scrubbed);
    return clean.equals(scrubbed) ? clean : kept(scrubbed, unique(clean, before, numbers));
  }

  /**
   * Two keys that differ only in their secret must not become one. The numbers go on where they
   * ended: to begin at 2 each time would cost the square of the keys.
   */
  private static String unique(
      String clean, Map<String, Json> before, Map<String, Integer> numbers) {
    int n = numbers.getOrDefault(clean, 1);
    while (before.containsKey(numbered(clean, n))) {
      n++;
    }
    numbers.put(clean, n + 1);
    return numbered(clean, n);
  }

  private static String numbered(String key, int n) {
    return n == 1 ? key : key + "~" + n;
  }

  private Json secret(JsonToken token) throws IOException, RecordRefusedException {
    int from = tokenStart();
    if (token.isStructStart()) {
      json.skipChildren();
      count(true);
    } else {
      Json value = token == JsonToken.VALUE_STRING ? new Json.Text(json.getText()) : value(token);
      if (harmless(token, value)) {
        return value;
      }
    }
    return replaced(token, from);
  }

  private Json replaced(JsonToken token, int from) throws IOException {
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
    String scrubbed = RecordText.scrub(written);
    if (!scrubbed.equals(written)) {
      flags.add(EventFlag.UNSTORABLE_TEXT);
    }
    return scrubbed;
  }
}
