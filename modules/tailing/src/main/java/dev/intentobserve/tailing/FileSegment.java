package dev.intentobserve.tailing;

import dev.intentobserve.model.Bytes;
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
  private final FileFollower.FilePosition from;
  private final byte[] bytes;
  private final int start;
  private final boolean complete;

  private FileSegment(
      ContentFingerprint fingerprint,
      FileFollower.FilePosition from,
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
      FileFollower.FilePosition position,
      FileChannel channel,
      int size,
      ContentFingerprint fingerprint)
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
      FileFollower.FilePosition position,
      FileChannel channel,
      int size,
      ContentFingerprint fingerprint)
      throws IOException {
    int before = position.fingerprintLength();
    long begin = position.offset() - before;
    long length = Math.min(Math.max(channel.size() - begin, 0), (long) before + size);
    byte[] bytes = bytes(channel, begin, (int) length);
    boolean complete = begin + bytes.length >= channel.size();
    return new FileSegment(fingerprint, position, bytes, Math.min(before, bytes.length), complete);
  }

  /** A position from a damaged state file proves nothing. */
  private static boolean isValid(FileFollower.FilePosition position) {
    int length = position.fingerprintLength();
    return length >= 0
        && length <= FINGERPRINT_BYTES
        && length <= position.offset()
        && (length > 0 || position.offset() == 0);
  }

  private boolean follows(FileFollower.FilePosition position) {
    return start == position.fingerprintLength()
        && fingerprint.matches(position.fingerprint(), Arrays.copyOf(bytes, start));
  }

  FileFollower.FilePosition from() {
    return from;
  }

  int start() {
    return start;
  }

  LineCutter.Cut cut(int longestLine, boolean ended) {
    boolean midLine = start > 0 && bytes[start - 1] != '\n';
    return LineCutter.cut(
        new LineCutter.Shown(Bytes.of(bytes), start, bytes.length, midLine, complete, ended),
        longestLine);
  }

  /** The position after the bytes before {@code index}, computed without reading the file again. */
  FileFollower.FilePosition positionAt(String key, int index) {
    if (index == start) {
      return new FileFollower.FilePosition(
          key, from.offset(), from.fingerprint(), from.fingerprintLength());
    }
    int length = Math.min(FINGERPRINT_BYTES, index);
    return new FileFollower.FilePosition(
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
