package dev.intentobserve.parser.redact;

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
import dev.intentobserve.parser.json.LoneSurrogates;
import dev.intentobserve.parser.json.ParsedJson;
import dev.intentobserve.parser.json.RecordRefusedException;
import dev.intentobserve.parser.json.RecordText;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Text to JSON values. Bounded are depth and attributes: the length was judged before. */
public final class LimitedJsonParser {
  private final JsonFactory factory;
  private final int depth;
  private final int attributes;

  private LimitedJsonParser(int depth, int attributes, JsonFactoryBuilder builder) {
    this.depth = depth;
    this.attributes = attributes;
    this.factory = builder.streamReadConstraints(constraints(depth)).build();
  }

  /** Takes NaN, infinities and bare control characters, as emitters write them. */
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

  /** Names of strangers are neither pooled nor interned: they would fill the pool. */
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

  /** Exactly one value, with its secrets replaced and its texts made storable. */
  public ParsedJson sanitised(String text) throws RecordRefusedException {
    return parse(text, true);
  }

  /** Exactly one value, as it is. */
  public ParsedJson raw(String text) throws RecordRefusedException {
    return parse(text, false);
  }

  private ParsedJson parse(String text, boolean sanitise) throws RecordRefusedException {
    int start = RecordText.contentStart(text);
    char[] chars = text.toCharArray();
    boolean masked = text.contains("\\u") && LoneSurrogates.mask(chars);
    try (JsonParser json = factory.createParser(chars, start, chars.length - start)) {
      try {
        ParsedJson parsed =
            new SanitizingJsonReader(json, text, start, sanitise, attributes).whole();
        if (masked) {
          parsed.flags().add(EventFlag.UNSTORABLE_TEXT);
        }
        return parsed;
      } catch (StreamConstraintsException e) {
        throw new RecordRefusedException(
            Refusal.TOO_DEEP,
            "nested deeper than " + depth + " levels at " + at(json, text, start));
      } catch (JsonProcessingException e) {
        int read = e instanceof JsonEOFException ? 0 : 1; // the char it stumbled over
        throw new RecordRefusedException(
            Refusal.MALFORMED_JSON, at(json, text, start - read) + ": " + hint(e));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory cannot fail to be read", e);
    }
  }

  private static String at(JsonParser json, String text, int start) {
    int offset = start + (int) json.currentLocation().getCharOffset();
    return RecordText.position(text, Math.max(0, offset));
  }

  /** The parser's own messages quote the text, which may be a secret. */
  private static String hint(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (e instanceof JsonEOFException) {
      return "unexpected end of JSON";
    } else if (message.startsWith(SanitizingJsonReader.TRAILING_TEXT)) {
      return SanitizingJsonReader.TRAILING_TEXT;
    } else if (message.startsWith("Unrecognized token")) {
      return "invalid JSON: expected a value";
    } else if (message.contains("escape")) {
      return "an escape that JSON does not know";
    } else if (message.contains("numeric") || message.contains("Leading zero")) {
      return "a number that is none";
    }
    return "an unexpected character, often an unescaped quote before it";
  }
}
