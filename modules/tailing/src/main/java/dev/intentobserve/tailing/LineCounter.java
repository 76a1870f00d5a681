package dev.intentobserve.tailing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Numbers lines for people. A mark does not say which line it stands at: the lines before it are
 * counted once, and then only carried on.
 */
final class LineCounter {
  private static final int BLOCK = 1 << 16;

  private FileFollower.@Nullable Mark from;
  private long fromLine;
  private FileFollower.@Nullable Mark next;
  private long nextLine;

  /** The number, from 1, of the line the mark stands at. */
  long before(FileFollower.Mark mark, FileChannel channel) throws IOException {
    long line = nextLine;
    if (!mark.equals(next)) {
      line = mark.equals(from) ? fromLine : 1 + newlines(channel, mark.offset());
    }
    from = mark;
    fromLine = line;
    return line;
  }

  /** Where reading goes on, unless its caller has to repeat the last step. */
  void remember(FileFollower.Mark mark, long line) {
    next = mark;
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
