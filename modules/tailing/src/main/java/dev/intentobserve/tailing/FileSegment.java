package dev.intentobserve.tailing;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.tailing.FileFollower.FilePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes around a position, read at once: those that prove that it is still the same file, and those
 * that follow.
 */
final class FileSegment {
  static final int FINGERPRINT_BYTES = 4096;

  private final ContentFingerprint fingerprint;
  private final FilePosition from;
  private final byte[] bytes;
  private final int start;
  private final boolean complete;

  private FileSegment(
      ContentFingerprint fingerprint,
      FilePosition from,
      byte[] bytes,
      int start,
      boolean complete) {
    this.fingerprint = fingerprint;
    this.from = from;
    this.bytes = bytes;
    this.start = start;
    this.complete = complete;
  }

  /** The bytes after the position; null when the bytes before it have changed. */
  static @Nullable FileSegment after(
      FilePosition position, FileChannel channel, int size, ContentFingerprint fingerprint)
      throws IOException {
    if (!isValid(position) || channel.size() < position.offset()) {
      return null;
    }
    FileSegment segment = fromStart(position, channel, size, fingerprint);
    // Read again, because a truncation during the first read would mix old bytes with new ones.
    byte[] again = bytes(channel, position.offset() - segment.start, segment.start);
    return segment.follows(position)
            && Arrays.equals(again, Arrays.copyOf(segment.bytes, segment.start))
        ? segment
        : null;
  }

  /** The bytes after the position, whatever is before it. */
  static FileSegment fromStart(
      FilePosition position, FileChannel channel, int size, ContentFingerprint fingerprint)
      throws IOException {
    int before = position.fingerprintLength();
    long begin = position.offset() - before;
    long length = Math.min(Math.max(channel.size() - begin, 0), (long) before + size);
    byte[] bytes = bytes(channel, begin, (int) length);
    boolean complete = begin + bytes.length >= channel.size();
    return new FileSegment(fingerprint, position, bytes, Math.min(before, bytes.length), complete);
  }

  /** A position from a damaged state file proves nothing. */
  private static boolean isValid(FilePosition position) {
    int length = position.fingerprintLength();
    return length >= 0
        && length <= FINGERPRINT_BYTES
        && length <= position.offset()
        && (length > 0 || position.offset() == 0);
  }

  private boolean follows(FilePosition position) {
    return start == position.fingerprintLength()
        && fingerprint.matches(position.fingerprint(), Arrays.copyOf(bytes, start));
  }

  FilePosition from() {
    return from;
  }

  int start() {
    return start;
  }

  /**
   * The bytes to return, from {@code start} to {@code end}; the next read begins at {@code next}.
   *
   * @param more whether there may be another line after {@code next}
   * @param partialTail the bytes of a last line that waits for its newline
   */
  record Cut(int start, int end, int next, boolean more, int partialTail) {}

  /**
   * Whole lines; the rest of an overlong line is skipped.
   *
   * @param ended the last line is final without its newline
   */
  Cut cut(int longestLine, boolean ended) {
    if (start == 0 || bytes[start - 1] == '\n') {
      return cutFrom(start, longestLine, ended);
    }
    int newline = newline(start);
    return newline < 0
        ? new Cut(bytes.length, bytes.length, bytes.length, !complete, 0)
        : cutFrom(newline + 1, longestLine, ended);
  }

  private Cut cutFrom(int begin, int longestLine, boolean ended) {
    int end = begin;
    while (true) {
      int newline = newline(end);
      int lineEnd = newline < 0 ? bytes.length : newline;
      if (lineEnd - end > longestLine) {
        return end > begin ? new Cut(begin, end, end, true, 0) : overlong(begin, longestLine);
      }
      if (newline < 0) {
        return lastOf(begin, end, ended);
      }
      end = newline + 1;
    }
  }

  /** One byte more than allowed, so that the reader of the line sees that it is too long. */
  private Cut overlong(int begin, int longestLine) {
    int end = begin + longestLine + 1;
    return new Cut(begin, end, end, end < bytes.length || !complete, 0);
  }

  private Cut lastOf(int begin, int end, boolean ended) {
    if (!complete) {
      return new Cut(begin, end, end, true, 0);
    }
    return ended
        ? new Cut(begin, bytes.length, bytes.length, false, 0)
        : new Cut(begin, end, end, false, bytes.length - end);
  }

  private int newline(int begin) {
    int i = begin;
    while (i < bytes.length && bytes[i] != '\n') {
      i++;
    }
    return i < bytes.length ? i : -1;
  }

  /** The position after the bytes before {@code index}, computed without reading the file again. */
  FilePosition positionAt(String key, int index) {
    if (index == start) {
      return new FilePosition(key, from.offset(), from.fingerprint(), from.fingerprintLength());
    }
    int length = Math.min(FINGERPRINT_BYTES, index);
    return new FilePosition(
        key,
        from.offset() - start + index,
        fingerprint.of(Arrays.copyOfRange(bytes, index - length, index)),
        length);
  }

  Bytes bytes(int begin, int end) {
    return Bytes.of(Arrays.copyOfRange(bytes, begin, end));
  }

  long newlines(int begin, int end) {
    return LineCounter.newlines(bytes, begin, end);
  }

  /** Up to {@code length} bytes; fewer where the file ends. */
  private static byte[] bytes(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        return Arrays.copyOf(buffer.array(), buffer.position());
      }
    }
    return buffer.array();
  }
}
