package dev.intentobserve.tailing;

import dev.intentobserve.model.Bytes;

/** Cuts whole lines out of a part of a file. Pure, so that all edge cases can be tested. */
final class LineCutter {
  private LineCutter() {}

  /**
   * The bytes to return, from {@code start} to {@code end}; the next read begins at {@code next}.
   *
   * @param more whether there may be another line after {@code next}
   * @param partialTail the bytes of a last line that waits for its newline
   */
  record Cut(int start, int end, int next, boolean more, int partialTail) {}

  /**
   * A part of a file.
   *
   * @param midLine it begins inside an overlong line, whose rest is skipped
   * @param complete it reaches to the end of the file
   * @param ended the last line is final without its newline
   */
  record Shown(Bytes bytes, int from, int to, boolean midLine, boolean complete, boolean ended) {}

  static Cut cut(Shown shown, int longestLine) {
    int start = shown.from();
    if (shown.midLine()) {
      int newline = newline(shown.bytes().array(), start, shown.to());
      if (newline < 0) {
        return new Cut(shown.to(), shown.to(), shown.to(), !shown.complete(), 0);
      }
      start = newline + 1;
    }
    return cutFrom(start, shown, longestLine);
  }

  private static Cut cutFrom(int start, Shown shown, int longestLine) {
    int end = start;
    while (true) {
      int newline = newline(shown.bytes().array(), end, shown.to());
      int lineEnd = newline < 0 ? shown.to() : newline;
      if (lineEnd - end > longestLine) {
        return end > start
            ? new Cut(start, end, end, true, 0)
            : overlong(start, shown, longestLine);
      }
      if (newline < 0) {
        return lastOf(start, end, shown);
      }
      end = newline + 1;
    }
  }

  /** One byte more than allowed, so that the reader of the line sees that it is too long. */
  private static Cut overlong(int start, Shown shown, int longestLine) {
    int end = start + longestLine + 1;
    return new Cut(start, end, end, end < shown.to() || !shown.complete(), 0);
  }

  private static Cut lastOf(int start, int end, Shown shown) {
    if (!shown.complete()) {
      return new Cut(start, end, end, true, 0);
    }
    int tail = shown.to() - end;
    return shown.ended()
        ? new Cut(start, shown.to(), shown.to(), false, 0)
        : new Cut(start, end, end, false, tail);
  }

  private static int newline(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
