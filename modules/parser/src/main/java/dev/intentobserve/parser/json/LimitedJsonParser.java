package dev.intentobserve.parser.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.parser.text.RecordText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** Text to JSON values. Depth and attributes are limited; the caller has checked the length. */
public final class LimitedJsonParser {
  private final JsonFactory factory;
  private final int depth;
  private final int attributes;

  private LimitedJsonParser(int depth, int attributes, JsonFactoryBuilder builder) {
    this.depth = depth;
    this.attributes = attributes;
    this.factory = builder.streamReadConstraints(constraints(depth)).build();
  }

  /** Accepts NaN, infinities and unescaped control characters, because emitters write them. */
  public static LimitedJsonParser lenient(int depth, int attributes) {
    return new LimitedJsonParser(
        depth,
        attributes,
        builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS));
  }

  public static LimitedJsonParser strict(int depth) {
    return new LimitedJsonParser(depth, Integer.MAX_VALUE, builder());
  }

  /** Senders choose field names, so names are not pooled or interned: the pool would grow. */
  private static JsonFactoryBuilder builder() {
    return new JsonFactoryBuilder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES);
  }

  private static StreamReadConstraints constraints(int depth) {
    return StreamReadConstraints.builder()
        .maxNestingDepth(depth)
        .maxNumberLength(Integer.MAX_VALUE)
        .maxStringLength(Integer.MAX_VALUE)
        .maxNameLength(Integer.MAX_VALUE)
        .build();
  }

  /** Exactly one value, as it was written. */
  public ParsedJson parse(String text) throws RecordRefusedException {
    return parse(text, JsonTreeReader::new);
  }

  /** Exactly one value, read by the given kind of reader. */
  public ParsedJson parse(String text, Function<JsonTreeReader.Input, JsonTreeReader> readers)
      throws RecordRefusedException {
    int start = RecordText.contentStart(text);
    char[] chars = text.toCharArray();
    boolean masked = text.contains("\\u") && LoneSurrogates.mask(chars);
    try (JsonParser json = factory.createParser(chars, start, chars.length - start)) {
      try {
        JsonTreeReader.Input input = new JsonTreeReader.Input(json, text, start, attributes);
        ParsedJson parsed = readers.apply(input).read();
        if (masked) {
          parsed.flags().add(EventFlag.UNSTORABLE_TEXT);
        }
        return parsed;
      } catch (StreamConstraintsException e) {
        throw new RecordRefusedException(
            Refusal.TOO_DEEP,
            "nested deeper than " + depth + " levels at " + place(json, text, start));
      } catch (JsonProcessingException e) {
        // One back: where the text ends this is the last character, else the unexpected one.
        throw new RecordRefusedException(
            Refusal.MALFORMED_JSON, problem(e) + " " + place(json, text, start - 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a text in memory", e);
    }
  }

  private static String place(JsonParser json, String text, int start) {
    int offset = start + (int) json.currentLocation().getCharOffset();
    return RecordText.position(text, offset);
  }

  /** Not the parser's own message, which quotes the text and so may show a secret. */
  private static String problem(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (e instanceof JsonEOFException) {
      return "unexpected end of JSON after";
    } else if (message.startsWith(JsonTreeReader.TRAILING_TEXT)) {
      return "invalid JSON: " + JsonTreeReader.TRAILING_TEXT + " at";
    } else if (message.startsWith("Unrecognized token")) {
      return "invalid JSON: expected a value at";
    } else if (message.contains("escape")) {
      return "invalid JSON: unknown escape at";
    } else if (message.contains("numeric") || message.contains("Leading zero")) {
      return "invalid JSON: malformed number at";
    }
    return "invalid JSON: unexpected character, perhaps after an unescaped quote, at";
  }
}
