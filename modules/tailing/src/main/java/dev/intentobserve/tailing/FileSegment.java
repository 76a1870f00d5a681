package dev.intentobserve.tailing;

import dev.intentobserve.model.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a file around a mark, read at once: those that prove that it is still the file the mark
 * speaks of, and those that follow.
 */
final class FileSegment {
  /** How many bytes before the offset are compared. */
  static final int FINGERPRINT_BYTES = 4096;

  private final ContentFingerprint fingerprint;
  private final FileFollower.Mark from;
  private final byte[] bytes;
  private final int start;
  private final boolean complete;

  private FileSegment(
      ContentFingerprint fingerprint,
      FileFollower.Mark from,
      byte[] bytes,
      int start,
      boolean complete) {
    this.fingerprint = fingerprint;
    this.from = from;
    this.bytes = bytes;
    this.start = start;
    this.complete = complete;
  }

  /** What follows the mark; null when the bytes before it are not those it was set behind. */
  static @Nullable FileSegment after(
      FileFollower.Mark mark, FileChannel channel, int size, ContentFingerprint fingerprint)
      throws IOException {
    if (!describesItself(mark) || channel.size() < mark.offset()) {
      return null;
    }
    FileSegment segment = fromStart(mark, channel, size, fingerprint);
    // Proven twice: a truncation between the reads above would have mixed old bytes with new.
    byte[] again = bytes(channel, mark.offset() - segment.start, segment.start);
    return segment.follows(mark)
            && Arrays.equals(again, Arrays.copyOf(segment.bytes, segment.start))
        ? segment
        : null;
  }

  /** What follows the mark, whatever stands before it. */
  static FileSegment fromStart(
      FileFollower.Mark mark, FileChannel channel, int size, ContentFingerprint fingerprint)
      throws IOException {
    int before = mark.fingerprintLength();
    long position = mark.offset() - before;
    long length = Math.min(Math.max(channel.size() - position, 0), (long) before + size);
    byte[] bytes = bytes(channel, position, (int) length);
    boolean complete = position + bytes.length >= channel.size();
    return new FileSegment(fingerprint, mark, bytes, Math.min(before, bytes.length), complete);
  }

  /** A mark from a damaged state file proves nothing. */
  private static boolean describesItself(FileFollower.Mark mark) {
    int length = mark.fingerprintLength();
    return length >= 0
        && length <= FINGERPRINT_BYTES
        && length <= mark.offset()
        && (length > 0 || mark.offset() == 0);
  }

  private boolean follows(FileFollower.Mark mark) {
    return start == mark.fingerprintLength()
        && fingerprint.matches(mark.fingerprint(), Arrays.copyOf(bytes, start));
  }

  FileFollower.Mark from() {
    return from;
  }

  /** Where the bytes after the mark begin. */
  int start() {
    return start;
  }

  LineCutter.Cut cut(int longestLine, boolean ended) {
    boolean midLine = start > 0 && bytes[start - 1] != '\n';
    return LineCutter.cut(
        new LineCutter.Shown(Bytes.of(bytes), start, bytes.length, midLine, complete, ended),
        longestLine);
  }

  /** The mark behind the bytes before {@code index}; computed from what was read, not read anew. */
  FileFollower.Mark markAt(String key, int index) {
    if (index == start) {
      return new FileFollower.Mark(
          key, from.offset(), from.fingerprint(), from.fingerprintLength());
    }
    int length = Math.min(FINGERPRINT_BYTES, index);
    return new FileFollower.Mark(
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
