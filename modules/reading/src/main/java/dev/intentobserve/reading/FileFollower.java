package dev.intentobserve.reading;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.event.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole lines of one growing file from where it last stood. Blocking, without threads or
 * timers of its own; remembers nothing but what its {@link Mark} says, so that whoever commits the
 * mark together with the lines loses and doubles nothing. Only reads.
 */
public final class FileFollower {

  /**
   * Where reading stands.
   *
   * @param fileKey device and inode, or the path where there are none
   * @param offset the first byte not yet read
   * @param fingerprint SHA-256, lower-case hex, of the {@code fingerprintLength} bytes before the
   *     offset: a rewrite is noticed by content, not by size
   */
  public record Mark(String fileKey, long offset, String fingerprint, int fingerprintLength) {
    public Mark {
      requireNonNull(fileKey, "fileKey");
      requireNonNull(fingerprint, "fingerprint");
    }
  }

  /** Why the follower does not simply go on. */
  public enum Turn {
    /** The next lines of the same file. */
    CONTINUED,
    /** Never read before. */
    FIRST,
    /** Another file under the same name; the old one was read to its end, or is gone. */
    ROTATED,
    /** The same file with other bytes before the offset: truncated, rewritten or copied over. */
    REWRITTEN
  }

  /**
   * A chunk of whole lines.
   *
   * @param bytes whole lines with their newlines; empty when there is nothing new
   * @param firstLine the number of the first line, counted from 1 since the last turn, for people
   * @param next the mark to commit with these lines
   * @param more whether another whole line is already there
   * @param tornTail how many bytes wait for their newline
   */
  public record Chunk(
      Turn turn, Bytes bytes, long firstLine, Mark next, boolean more, long tornTail) {}

  public FileFollower(Path path, int chunkBytes, int longestLine) {
    requireNonNull(path, "path");
    if (chunkBytes < longestLine) {
      throw new IllegalArgumentException("a chunk holds at least one line");
    }
  }

  /**
   * Reads on after {@code mark}; null to begin at the start.
   *
   * @throws java.nio.file.NoSuchFileException when the file is not there (yet)
   */
  public Chunk read(@Nullable Mark mark) throws IOException {
    Mark next = mark == null ? new Mark("", 0, "", 0) : mark;
    return new Chunk(Turn.FIRST, Bytes.of(new byte[0]), 1, next, false, 0);
  }
}
