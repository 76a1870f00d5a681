package dev.intentobserve.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;
import java.util.Arrays;
import java.util.Base64;

/**
 * Cuts the body out of an event's JSON as it lies there, byte for byte: parsing and writing it anew
 * would change escapes and spaces.
 */
public final class RawBodyExtractor {
  private static final byte[] BASE64 = "\"body_base64\"".getBytes(UTF_8);
  private static final byte[] BODY = "\"body\"".getBytes(UTF_8);

  private final byte[] line;
  private int at;

  private RawBodyExtractor(byte[] line) {
    this.line = line;
  }

  /** The received bytes of the event in {@code line}, in one line. */
  public static byte[] of(byte[] line) {
    RawBodyExtractor scan = new RawBodyExtractor(line);
    byte[] embedded = scan.field(BODY);
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
    throw CliException.general("the service sent a body that is no text");
  }

  /** The value of a field of the outermost object with the blanks around it; empty if absent. */
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

  /** From the first quote to behind the last one. */
  private void skipString() {
    at++;
    while (at < line.length && line[at] != '"') {
      at += line[at] == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, line.length);
  }

  /** Up to the comma or bracket that ends the value. */
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
