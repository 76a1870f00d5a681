package dev.intentobserve.ingest.body;

/**
 * What the brackets and quotes of a body show without parsing it. That is enough to choose how to
 * split it, and to reject millions of tiny records before a list of them is allocated.
 *
 * @param oneValue whether the body is exactly one object or array
 * @param elements the number of elements of an array; 0 for a blank body or an empty array, 1 for
 *     anything else
 */
public record BodySniffer(boolean oneValue, int elements) {
  private static final int BYTE_ORDER_MARK = 3;

  static BodySniffer sniff(byte[] body) {
    int start = skipBlank(body, start(body));
    if (start == body.length) {
      return new BodySniffer(false, 0);
    }
    if (body[start] != '{' && body[start] != '[') {
      return new BodySniffer(false, 1);
    }
    return new Scan(body, start).run();
  }

  public static boolean isBlank(byte[] body) {
    return skipBlank(body, start(body)) == body.length;
  }

  /** The number of lines that are not blank. */
  static int lines(byte[] body) {
    int lines = 0;
    boolean blank = true;
    for (int i = start(body); i < body.length; i++) {
      if (body[i] == '\n') {
        blank = true;
      } else if (blank && !isBlank(body[i])) {
        blank = false;
        lines++;
      }
    }
    return lines;
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

  /** Reads up to the end of the first value. */
  private static final class Scan {
    private final byte[] body;
    private final int start;
    private int depth;
    private int commas;
    private boolean quoted;

    Scan(byte[] body, int start) {
      this.body = body;
      this.start = start;
    }

    BodySniffer run() {
      int at = start;
      do {
        at = quoted ? inText(at) : outside(at);
      } while (at < body.length && depth > 0);
      boolean whole = depth == 0 && skipBlank(body, at) == body.length;
      return new BodySniffer(whole, elements());
    }

    private int elements() {
      if (body[start] == '{') {
        return 1;
      }
      int first = skipBlank(body, start + 1);
      return first < body.length && body[first] == ']' ? 0 : commas + 1;
    }

    private int inText(int at) {
      if (body[at] == '\\') {
        return at + 2;
      }
      quoted = body[at] != '"';
      return at + 1;
    }

    private int outside(int at) {
      switch (body[at]) {
        case '"' -> quoted = true;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case ',' -> commas += depth == 1 ? 1 : 0;
        default -> {}
      }
      return at + 1;
    }
  }
}
