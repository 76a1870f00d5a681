package dev.intentobserve.api.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Tells whether bytes are one strict JSON value in UTF-8 and may thus be embedded as they are. Only
 * scans: numbers and escapes are never evaluated. By hand, because Jackson's parser takes twice the
 * time and refuses names with escaped lone surrogates, which are JSON.
 */
public final class JsonValidator {
  /** Far above the depth an event may have, far below what the stack can hold. */
  private static final int MAX_DEPTH = 256;

  private final byte[] in;
  private int at;

  private JsonValidator(byte[] in) {
    this.in = in;
  }

  public static boolean isJson(byte[] bytes) {
    JsonValidator scan = new JsonValidator(bytes);
    return isUtf8(bytes) && scan.value(0) && scan.atEnd();
  }

  public static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private boolean atEnd() {
    space();
    return at == in.length;
  }

  private boolean value(int depth) {
    space();
    if (depth > MAX_DEPTH) {
      return false;
    }
    return switch (peek()) {
      case '{' -> nested('}', depth, true);
      case '[' -> nested(']', depth, false);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean nested(char end, int depth, boolean named) {
    at++;
    space();
    if (take(end)) {
      return true;
    }
    while (!named || name()) {
      if (!value(depth + 1)) {
        return false;
      }
      space();
      if (take(end)) {
        return true;
      }
      if (!take(',')) {
        return false;
      }
    }
    return false;
  }

  private boolean name() {
    space();
    if (!string()) {
      return false;
    }
    space();
    return take(':');
  }

  private boolean string() {
    if (!take('"')) {
      return false;
    }
    while (at < in.length) {
      byte b = in[at++];
      if (b == '"') {
        return true;
      }
      if ((b >= 0 && b < 0x20) || (b == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    int c = peek();
    at++;
    if (c != 'u') {
      return c > 0 && "\"\\/bfnrt".indexOf(c) >= 0;
    }
    for (int i = 0; i < 4; i++) {
      if (Character.digit(peek(), 16) < 0) {
        return false;
      }
      at++;
    }
    return true;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!take(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private void space() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
  }

  private boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  /** The next byte, or -1 at the end and for anything beyond ASCII. */
  private int peek() {
    return at < in.length ? Math.max(-1, in[at]) : -1;
  }
}
