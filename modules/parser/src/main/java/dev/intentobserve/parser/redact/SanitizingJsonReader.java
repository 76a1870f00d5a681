package dev.intentobserve.parser.redact;

import com.fasterxml.jackson.core.JsonToken;
import dev.intentobserve.model.Redaction;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.json.JsonTreeReader;
import dev.intentobserve.parser.json.LimitedJsonParser;
import dev.intentobserve.parser.json.ParsedJson;
import dev.intentobserve.parser.json.RecordRefusedException;
import dev.intentobserve.parser.redact.SecretFieldNames.Sensitivity;
import dev.intentobserve.parser.text.RecordText;
import dev.intentobserve.parser.text.TextEdits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one text, replaces the secrets in its value and notes where the text holds them. Texts are
 * made storable on the way.
 */
public final class SanitizingJsonReader extends JsonTreeReader {
  /** The CloudEvents field whose content is decoded before it is searched. */
  public static final String BASE64_FIELD = "data_base64";

  static final String QUOTED = '"' + Redaction.MARK + '"';

  private final String text;
  private final int start;
  private final TextEdits edits = new TextEdits();

  /** Whether a field around this place has a name that may announce a secret. */
  private boolean doubtful;

  private SanitizingJsonReader(Input input) {
    super(input);
    this.text = input.text();
    this.start = input.start();
  }

  /** Exactly one value, with its secrets replaced and its texts made storable. */
  public static ParsedJson parse(LimitedJsonParser parser, String text)
      throws RecordRefusedException {
    return parser.parse(text, SanitizingJsonReader::new);
  }

  @Override
  protected ParsedJson read() throws IOException, RecordRefusedException {
    Json value = super.read().value();
    if (!edits.isEmpty()) {
      flags.add(EventFlag.REDACTED);
    }
    return new ParsedJson(value, flags, edits);
  }

  @Override
  protected Json object() throws IOException, RecordRefusedException {
    Json.Builder values = Json.object();
    JsonFieldSecrets candidates = new JsonFieldSecrets();
    Map<String, Integer> numbers = new HashMap<>(0);
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      FieldName name = FieldName.of(json.currentName());
      String key = name.clean() ? name.written() : key(name.written(), values, numbers);
      put(values, key, entry(name, key, candidates));
    }
    count(values.isEmpty());
    candidates.redactFound(values, edits);
    return values.build();
  }

  private Json entry(FieldName name, String key, JsonFieldSecrets candidates)
      throws IOException, RecordRefusedException {
    JsonToken token = json.nextToken();
    count(token.isScalarValue());
    int from = name.ofValue() ? tokenStart() : 0;
    Json value = classified(name, token);
    if (name.ofValue() && !harmless(token, value)) {
      candidates.add(name, key, value, from, end(token, from));
    }
    if (name.ofName() && value instanceof Json.Text text) {
      candidates.named(text.value());
    }
    return value;
  }

  private Json classified(FieldName name, JsonToken token)
      throws IOException, RecordRefusedException {
    boolean above = doubtful;
    doubtful =
        (above && !SecretFieldNames.isExempt(name.written()))
            || (name.sensitivity() == Sensitivity.DOUBTFUL && token.isStructStart());
    Json value =
        switch (name.sensitivity()) {
          case SECRET -> secret(token);
          case DOUBTFUL -> doubtful(name.written(), token);
          case HARMLESS -> field(name.written(), token);
        };
    doubtful = above;
    return value;
  }

  private Json field(String key, JsonToken token) throws IOException, RecordRefusedException {
    return token == JsonToken.VALUE_STRING && key.equals(BASE64_FIELD) ? base64() : value(token);
  }

  @Override
  protected Json array() throws IOException, RecordRefusedException {
    return array("");
  }

  private Json array(String name) throws IOException, RecordRefusedException {
    List<Json> values = new ArrayList<>();
    JsonListSecrets members = new JsonListSecrets();
    boolean hasScalar = false;
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      hasScalar |= token.isScalarValue();
      values.add(member(name, token, members));
    }
    count(hasScalar || values.isEmpty());
    members.redactFound(values, edits);
    return new Json.Items(values);
  }

  /** A member after an option or after the name of a secret may be that secret. */
  private Json member(String name, JsonToken token, JsonListSecrets members)
      throws IOException, RecordRefusedException {
    if (token != JsonToken.VALUE_STRING) {
      members.other();
      return name.isEmpty() ? value(token) : doubtful(name, token);
    }
    String written = json.getText();
    int from = tokenStart();
    Json value = members.announced(written) ? replaced(token, from) : doubtful(name, token);
    if (members.arguments(written) && value instanceof Json.Text kept) {
      members.argument(kept.value(), from, stringEnd(from));
    }
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

  @Override
  protected Json number() throws IOException {
    return SecretNumbers.isCard(json.getText())
        ? replaced(JsonToken.VALUE_NUMBER_INT, tokenStart())
        : super.number();
  }

  @Override
  protected Json string() throws IOException {
    String scrubbed = scrub(json.getText());
    boolean secret = doubtful && !OrdinaryText.blank(scrubbed) && !OrdinaryText.plain(scrubbed);
    return new Json.Text(kept(scrubbed, secret ? Redaction.MARK : Redactor.redact(scrubbed)));
  }

  private Json base64() throws IOException {
    String written = scrub(json.getText());
    return new Json.Text(kept(written, SecretBase64.clean(written)));
  }

  /** Notes the change, if any, of the string that is the current token. */
  private String kept(String scrubbed, String clean) {
    if (!clean.equals(scrubbed)) {
      int from = tokenStart();
      edits.replace(from, stringEnd(from), new Json.Text(clean).encode());
    }
    return clean;
  }

  private String key(String written, Json.Builder before, Map<String, Integer> numbers) {
    String scrubbed = scrub(written);
    String clean = Redactor.redact(scrubbed);
    return clean.equals(scrubbed) ? clean : kept(scrubbed, unique(clean, before, numbers));
  }

  /**
   * Two keys that differ only in their secret must not become one. Counting goes on where it ended:
   * starting at 2 for each key would cost the square of the number of keys.
   */
  private static String unique(String clean, Json.Builder before, Map<String, Integer> numbers) {
    int n = numbers.getOrDefault(clean, 1);
    while (before.contains(numbered(clean, n))) {
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
    return new Json.Text(Redaction.MARK);
  }

  /** Any value may be a secret except null, booleans, the empty text and a replaced value. */
  private static boolean harmless(JsonToken token, Json value) {
    return token == JsonToken.VALUE_NULL
        || token.isBoolean()
        || (value instanceof Json.Text text
            && (text.value().isEmpty() || text.value().equals(Redaction.MARK)));
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
