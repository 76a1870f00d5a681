package dev.intentobserve.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;
import java.util.Arrays;
import java.util.Base64;

/**
 * Extracts the body from an event's JSON byte for byte. Parsing and writing it again would change
 * escapes and spaces.
 */
public final class RawBodyExtractor {
  private static final byte[] BASE64 = "\"body_base64\"".getBytes(UTF_8);
  private static final byte[] BODY = "\"body\"".getBytes(UTF_8);

  private final byte[] line;
  private int at;

  private RawBodyExtractor(byte[] line) {
    this.line = line;
  }

  /** The bytes of the event in {@code line} as they were received, on one line. */
  public static byte[] of(byte[] line) {
    RawBodyExtractor extractor = new RawBodyExtractor(line);
    byte[] embedded = extractor.field(BODY);
    byte[] encoded = new RawBodyExtractor(line).field(BASE64);
    if (encoded.length > 0) {
      byte[] exact = decode(encoded);
      if (embedded.length == 0 || new String(exact, UTF_8).indexOf('\n') < 0) {
        return exact;
      }
    }
    if (embedded.length == 0) {
      throw CliException.general("the service sent an event without a body");
    }
    return embedded;
  }

  private static byte[] decode(byte[] json) {
    if (JsonText.parse(new String(json, UTF_8)) instanceof Json.Text text) {
      return Base64.getDecoder().decode(text.value());
    }
    throw CliException.general("the service sent a body that is not text");
  }

  /** The value of a top-level field, including white space around it; empty if absent. */
  private byte[] field(byte[] quotedName) {
    skipTo('{');
    while (at < line.length && line[at] != '}') {
      skipTo('"');
      int name = at;
      skipString();
      boolean wanted = Arrays.equals(line, name, at, quotedName, 0, quotedName.length);
      skipTo(':');
      int value = ++at;
      skipValue();
      if (wanted) {
        return Arrays.copyOfRange(line, value, at);
      }
    }
    return new byte[0];
  }

  private void skipTo(char c) {
    while (at < line.length && line[at] != c && (c != '"' || line[at] != '}')) {
      at++;
    }
  }

  /** From the opening quote to the byte after the closing quote. */
  private void skipString() {
    at++;
    while (at < line.length && line[at] != '"') {
      at += line[at] == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, line.length);
  }

  /** To the comma or bracket that ends the value. */
  private void skipValue() {
    int depth = 0;
    while (at < line.length) {
      switch (line[at]) {
        case '"' -> skipString();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          if (depth-- == 0) {
            return;
          }
          at++;
        }
        case ',' -> {
          if (depth == 0) {
            return;
          }
          at++;
        }
        default -> at++;
      }
    }
  }
}
