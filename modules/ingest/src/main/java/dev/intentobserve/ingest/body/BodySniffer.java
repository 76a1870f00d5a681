package dev.intentobserve.ingest.body;

/** What the brackets and quotes of a body show without parsing it: how to split it. */
public final class BodySniffer {
  private static final int BYTE_ORDER_MARK = 3;

  private BodySniffer() {}

  /** Whether the body is exactly one object or array. */
  static boolean isOneValue(byte[] body) {
    int at = skipBlank(body, start(body));
    if (at == body.length || (body[at] != '{' && body[at] != '[')) {
      return false;
    }
    int depth = 0;
    boolean quoted = false;
    do {
      byte b = body[at];
      at += quoted && b == '\\' ? 2 : 1;
      if (b == '"') {
        quoted = !quoted;
      } else if (!quoted && (b == '{' || b == '[')) {
        depth++;
      } else if (!quoted && (b == '}' || b == ']')) {
        depth--;
      }
    } while (at < body.length && depth > 0);
    return depth == 0 && skipBlank(body, at) == body.length;
  }

  public static boolean isBlank(byte[] body) {
    return skipBlank(body, start(body)) == body.length;
  }

  private static int start(byte[] body) {
    boolean marked =
        body.length >= BYTE_ORDER_MARK
            && body[0] == (byte) 0xEF
            && body[1] == (byte) 0xBB
            && body[2] == (byte) 0xBF;
    return marked ? BYTE_ORDER_MARK : 0;
  }

  private static int skipBlank(byte[] body, int from) {
    int at = from;
    while (at < body.length && isBlank(body[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
