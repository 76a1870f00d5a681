package dev.intentobserve.tailing;

import dev.intentobserve.tailing.FileFollower.FilePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Counts lines for messages. A position does not contain its line number, so the lines before it
 * are counted once and the number is then carried on.
 */
final class LineCounter {
  private static final int BLOCK = 1 << 16;

  private @Nullable FilePosition from;
  private long fromLine;
  private @Nullable FilePosition next;
  private long nextLine;

  /** The number, from 1, of the line at the position. */
  long before(FilePosition position, FileChannel channel) throws IOException {
    long line = nextLine;
    if (!position.equals(next)) {
      line = position.equals(from) ? fromLine : 1 + newlines(channel, position.offset());
    }
    from = position;
    fromLine = line;
    return line;
  }

  /** The start of the next read, unless the caller repeats the last one. */
  void remember(FilePosition position, long line) {
    next = position;
    nextLine = line;
  }

  static long newlines(byte[] bytes, int begin, int end) {
    long count = 0;
    for (int i = begin; i < end; i++) {
      if (bytes[i] == '\n') {
        count++;
      }
    }
    return count;
  }

  private static long newlines(FileChannel channel, long end) throws IOException {
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, end));
    long count = 0;
    for (long position = 0; position < end; position += block.position()) {
      block.clear().limit((int) Math.min(block.capacity(), end - position));
      if (channel.read(block, position) < 0) {
        break;
      }
      count += newlines(block.array(), 0, block.position());
    }
    return count;
  }
}
