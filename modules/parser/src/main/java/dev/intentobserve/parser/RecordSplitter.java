package dev.intentobserve.parser;

import dev.intentobserve.parser.text.RecordText;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Cuts a body into records without parsing them, so that one bad record never affects the others.
 * Works on bytes and looks only at newlines, quotes and brackets.
 */
public final class RecordSplitter {
  /** The rest of a body with more records stays one record, so that memory stays bounded. */
  static final int LIMIT = 1_000_000;

  /** Where a record lies in its body; {@code origin} is {@code line 17} or {@code index 3}. */
  public record Slice(int offset, int length, String origin) {}

  private final byte[] body;
  private final int most;
  private final List<Slice> slices = new ArrayList<>();
  private final BitSet braces = new BitSet();
  private int depth;

  private RecordSplitter(byte[] body, int most) {
    this.body = body;
    this.most = most;
  }

  /** Lines that are not blank; line numbers count blank lines too. */
  public static List<Slice> lines(byte[] body) {
    return lines(body, LIMIT);
  }

  /** At most so many: the last one is the rest of the body. */
  public static List<Slice> lines(byte[] body, int most) {
    List<Slice> slices = new ArrayList<>();
    int number = 1;
    for (int begin = 0; begin < body.length; number++) {
      int end = slices.size() < most - 1 ? lineEnd(body, begin) : body.length;
      if (skipSpace(body, begin, end) < end) {
        slices.add(new Slice(begin, end - begin, "line " + number));
      }
      begin = end + 1;
    }
    return slices;
  }

  /**
   * The elements of a JSON array, or the whole body when it is anything else. Elements are cut by
   * brackets and quotes; after a syntax error the rest is one record.
   */
  public static List<Slice> json(byte[] body) {
    return json(body, LIMIT);
  }

  /** At most so many: the last one is the rest of the body. */
  public static List<Slice> json(byte[] body, int most) {
    int begin = skipSpace(body, 0, body.length);
    RecordSplitter splitter = new RecordSplitter(body, most);
    if (begin < body.length && body[begin] == '[') {
      splitter.elements(begin + 1);
    } else {
      splitter.slice(begin, body.length);
    }
    return splitter.slices;
  }

  private void elements(int begin) {
    int from = skipSpace(body, begin, body.length);
    if (from < body.length && body[from] == ']') {
      slice(from + 1, body.length);
      return;
    }
    while (from >= 0 && from < body.length) {
      from = slices.size() < most - 1 ? element(from) : rest(from);
    }
  }

  /** Cuts the element at {@code from} and returns where the next one begins; negative for none. */
  private int element(int from) {
    depth = 0;
    for (int i = from; i < body.length; i++) {
      byte b = body[i];
      if (b == '"') {
        i = stringEnd(i);
      } else if (depth == 0 && (b == ',' || b == ']')) {
        add(from, i);
        return b == ',' ? next(i + 1) : rest(i + 1);
      } else if (!nests(b)) {
        return rest(from);
      }
    }
    return rest(from);
  }

  /** An element is expected after a comma, even where nothing follows. */
  private int next(int from) {
    if (skipSpace(body, from, body.length) == body.length) {
      add(body.length, body.length);
    }
    return from;
  }

  private int rest(int from) {
    slice(from, body.length);
    return -1;
  }

  /** Tracks the nesting; false for a closing bracket that does not match. */
  private boolean nests(byte b) {
    if (b == '{' || b == '[') {
      braces.set(depth++, b == '{');
    } else if (b == '}' || b == ']') {
      return depth > 0 && braces.get(--depth) == (b == '}');
    }
    return true;
  }

  private int stringEnd(int from) {
    int i = from + 1;
    while (i < body.length && body[i] != '"') {
      i += body[i] == '\\' ? 2 : 1;
    }
    return i;
  }

  private void slice(int from, int to) {
    int begin = skipSpace(body, from, to);
    if (begin < to) {
      add(begin, to);
    }
  }

  private void add(int from, int to) {
    int begin = skipSpace(body, from, to);
    int end = to;
    while (end > begin && RecordText.isSpace(body[end - 1])) {
      end--;
    }
    slices.add(new Slice(begin, end - begin, "index " + slices.size()));
  }

  private static int lineEnd(byte[] body, int from) {
    int i = from;
    while (i < body.length && body[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Skips white space and byte order marks. */
  static int skipSpace(byte[] body, int from, int to) {
    int i = from;
    while (i < to && (RecordText.isSpace(body[i]) || isBom(body, i))) {
      i += RecordText.isSpace(body[i]) ? 1 : 3;
    }
    return Math.min(i, to);
  }

  private static boolean isBom(byte[] body, int i) {
    return i + 2 < body.length
        && body[i] == (byte) 0xEF
        && body[i + 1] == (byte) 0xBB
        && body[i + 2] == (byte) 0xBF;
  }
}
