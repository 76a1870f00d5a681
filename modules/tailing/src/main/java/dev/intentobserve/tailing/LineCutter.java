package dev.intentobserve.tailing;

import dev.intentobserve.model.Bytes;

/** Cuts whole lines out of a view of a file: pure, so that every odd end can be tested. */
final class LineCutter {
  private LineCutter() {}

  /**
   * What to deliver: the bytes from {@code start} to {@code end}; reading goes on at {@code next}.
   *
   * @param more whether bytes behind {@code next} may hold another line
   * @param partialTail bytes of a last line that waits for its newline
   */
  record Cut(int start, int end, int next, boolean more, int partialTail) {}

  /**
   * What a view shows.
   *
   * @param midLine the view begins inside an overlong line, whose rest is to be skipped
   * @param complete the file ends where the view ends
   * @param ended nobody will finish the last line any more
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

  /** One byte too many, so that whoever reads the line sees that it is too long. */
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
