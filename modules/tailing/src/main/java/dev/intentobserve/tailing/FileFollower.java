package dev.intentobserve.tailing;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.IdentityKey;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole lines of one growing file from where it last stood. Blocking, without threads or
 * timers of its own; remembers nothing but what its {@link Mark} says, so that whoever commits the
 * mark together with the lines loses and doubles nothing. Only reads.
 *
 * <p>A mark stands at the start, behind a newline, or, while the rest of an overlong line is being
 * skipped, in the middle of that line; the byte before the offset tells which.
 */
public final class FileFollower {

  /**
   * Where reading stands.
   *
   * @param fileKey device and inode, or the path where there are none
   * @param offset the first byte not yet read
   * @param fingerprint hash, lower-case hex, of the {@code fingerprintLength} bytes before the
   *     offset: a rewrite is noticed by content, not by size; empty at offset 0
   */
  public record Mark(String fileKey, long offset, String fingerprint, int fingerprintLength) {
    public Mark {
      requireNonNull(fileKey, "fileKey");
      requireNonNull(fingerprint, "fingerprint");
    }
  }

  /** Why the follower does not simply go on. */
  public enum FileTransition {
    /** The next lines of the same file, also after it was renamed or copied away. */
    CONTINUED,
    /** Never read before. */
    FIRST,
    /** Another file under the same name; the old one was read to its end, or is gone. */
    ROTATED,
    /** The same file with other bytes before the offset: truncated, rewritten or copied over. */
    REWRITTEN
  }

  /**
   * A chunk of whole lines. The mark is to be committed even when there are no lines: it also moves
   * through the rest of an overlong line and on to the file that follows a rotated one.
   *
   * @param bytes whole lines with their newlines; empty when there is nothing new. Of a line longer
   *     than the longest its first {@code longestLine + 1} bytes, alone and without a newline; of a
   *     rotated file also the last line that never got its newline
   * @param firstLine the number of the first line, counted from 1 since the last turn, for people
   * @param next the mark to commit with these lines
   * @param more whether reading on at once may bring something
   * @param partialTail how many bytes wait for their newline
   */
  public record Chunk(
      FileTransition transition,
      Bytes bytes,
      long firstLine,
      Mark next,
      boolean more,
      long partialTail) {}

  private final Path path;
  private final int longestLine;
  private final int segmentBytes;
  private final ContentFingerprint fingerprint;
  private final LineCounter lineCount = new LineCounter();

  /** Its marks hold plain hashes of the file: for marks that stay with whoever may read it. */
  public FileFollower(Path path, int chunkBytes, int longestLine) {
    this(path, chunkBytes, longestLine, ContentFingerprint.PLAIN);
  }

  /** Its marks say nothing of the file to whoever has not the key. */
  public FileFollower(Path path, int chunkBytes, int longestLine, IdentityKey key) {
    this(path, chunkBytes, longestLine, ContentFingerprint.under(key));
  }

  private FileFollower(Path path, int chunkBytes, int longestLine, ContentFingerprint fingerprint) {
    this.fingerprint = fingerprint;
    this.path = requireNonNull(path, "path");
    if (longestLine < 1 || chunkBytes < longestLine) {
      throw new IllegalArgumentException("a chunk holds at least one line");
    }
    this.longestLine = longestLine;
    this.segmentBytes = Math.max(chunkBytes, longestLine + 1);
  }

  /**
   * Reads on after {@code mark}; null to begin at the start.
   *
   * @throws NoSuchFileException when the file is not there (yet)
   * @throws IOException also when it is no regular file
   */
  public Chunk read(@Nullable Mark mark) throws IOException {
    OpenFile opened;
    try {
      opened = OpenFile.open(path);
    } catch (NoSuchFileException gone) {
      Chunk rest = mark == null ? null : restOfRotated(mark, null);
      if (rest == null) {
        throw gone;
      }
      return rest;
    }
    try (OpenFile file = opened) {
      return mark == null ? begin(file, FileTransition.FIRST) : read(file, mark);
    }
  }

  private Chunk read(OpenFile file, Mark mark) throws IOException {
    boolean sameFile = file.key().equals(mark.fileKey());
    FileSegment segment =
        sameFile ? FileSegment.after(mark, file.channel(), segmentBytes, fingerprint) : null;
    if (segment != null) {
      return chunk(FileTransition.CONTINUED, file, segment, false);
    }
    Chunk rest = restOfRotated(mark, file.key());
    return rest != null
        ? rest
        : begin(file, sameFile ? FileTransition.REWRITTEN : FileTransition.ROTATED);
  }

  private Chunk begin(OpenFile file, FileTransition transition) throws IOException {
    Mark start = new Mark(file.key(), 0, "", 0);
    return chunk(
        transition,
        file,
        FileSegment.fromStart(start, file.channel(), segmentBytes, fingerprint),
        false);
  }

  /**
   * What is left of the file the mark speaks of, now under another name; null when nothing is.
   *
   * @param current the file that took its name, null when there is none yet
   */
  private @Nullable Chunk restOfRotated(Mark mark, @Nullable String current) throws IOException {
    RotatedFiles rotations = new RotatedFiles(path, current, fingerprint);
    try (OpenFile old = rotations.find(mark)) {
      FileSegment segment =
          old == null ? null : FileSegment.after(mark, old.channel(), segmentBytes, fingerprint);
      if (old == null || segment == null) {
        return null;
      }
      Chunk rest = chunk(FileTransition.CONTINUED, old, segment, current != null);
      if (!rest.next().equals(mark)) {
        return rest;
      }
      return current == null ? null : beginNext(rotations, old.path());
    }
  }

  /** Files were rotated several times while nobody read: the next younger one, if there is one. */
  private @Nullable Chunk beginNext(RotatedFiles rotations, Path old) throws IOException {
    try (OpenFile newer = rotations.newerThan(old)) {
      if (newer == null) {
        return null;
      }
      Chunk chunk = begin(newer, FileTransition.ROTATED);
      return new Chunk(FileTransition.ROTATED, chunk.bytes(), 1, chunk.next(), true, 0);
    }
  }

  /**
   * @param ended whether nobody will finish the last line any more: the file has a successor
   */
  private Chunk chunk(FileTransition transition, OpenFile file, FileSegment segment, boolean ended)
      throws IOException {
    LineCutter.Cut cut = segment.cut(longestLine, ended);
    Mark next = segment.markAt(file.key(), cut.next());
    long line = lineCount.before(segment.from(), file.channel());
    long firstLine = line + segment.newlines(segment.start(), cut.start());
    lineCount.remember(next, firstLine + segment.newlines(cut.start(), cut.next()));
    Bytes bytes = segment.bytes(cut.start(), cut.end());
    return new Chunk(transition, bytes, firstLine, next, cut.more() || ended, cut.partialTail());
  }
}
