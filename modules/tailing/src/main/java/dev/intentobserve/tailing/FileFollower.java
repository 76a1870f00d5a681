package dev.intentobserve.tailing;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.event.IdentityKey;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole lines of one growing file, starting where the last read ended. Blocking, without
 * threads or timers. Keeps no state of its own except what {@link FilePosition} holds: a caller
 * that commits position and lines together loses and repeats nothing. Never writes.
 *
 * <p>A position is at the start, directly after a newline, or, while the rest of an overlong line
 * is skipped, inside that line; the byte before the offset tells which.
 */
public final class FileFollower {

  /**
   * How far a file was read.
   *
   * @param fileKey device and inode, or the path on systems without them
   * @param offset the first byte not yet read
   * @param fingerprint hash, lower-case hex, of the {@code fingerprintLength} bytes before the
   *     offset, so that a rewrite is detected by content and not by size; empty at offset 0
   */
  public record FilePosition(
      String fileKey, long offset, String fingerprint, int fingerprintLength) {
    public FilePosition {
      requireNonNull(fileKey, "fileKey");
      requireNonNull(fingerprint, "fingerprint");
    }
  }

  /** How the chunk relates to the one before it. */
  public enum FileTransition {
    /** The next lines of the same file, also after it was renamed or copied away. */
    CONTINUED,
    /** Never read before. */
    FIRST,
    /** Another file has the name now; the old one was read to its end or is gone. */
    ROTATED,
    /** The same file with other bytes before the offset: truncated, rewritten or copied over. */
    REWRITTEN
  }

  /**
   * Whole lines. Commit the position even when there are no lines: it also moves through the rest
   * of an overlong line and on to the file after a rotated one.
   *
   * @param bytes whole lines with their newlines; empty when there is nothing new. Of an overlong
   *     line its first {@code longestLine + 1} bytes, alone and without a newline; of a rotated
   *     file also its last line without a newline
   * @param firstLine the number of the first line, from 1 since the last rotation, for people
   * @param next the position to commit with these lines
   * @param more whether another read may return something immediately
   * @param partialTail the number of bytes that wait for their newline
   */
  public record Chunk(
      FileTransition transition,
      Bytes bytes,
      long firstLine,
      FilePosition next,
      boolean more,
      long partialTail) {}

  private final Path path;
  private final int longestLine;
  private final int segmentBytes;
  private final ContentFingerprint fingerprint;
  private final LineCounter lineCount = new LineCounter();

  /** Positions contain plain hashes of the file: use it where only readers of the file see them. */
  public FileFollower(Path path, int chunkBytes, int longestLine) {
    this(path, chunkBytes, longestLine, ContentFingerprint.PLAIN);
  }

  /** Positions contain hashes made with {@code key}, which reveal nothing without it. */
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
   * Reads on after {@code position}, or from the start where it is null.
   *
   * @throws NoSuchFileException when the file does not exist (yet)
   * @throws IOException also when it is not a regular file
   */
  public Chunk read(@Nullable FilePosition position) throws IOException {
    OpenFile opened;
    try {
      opened = OpenFile.open(path);
    } catch (NoSuchFileException gone) {
      Chunk rest = position == null ? null : restOfRotated(position, null);
      if (rest == null) {
        throw gone;
      }
      return rest;
    }
    try (OpenFile file = opened) {
      return position == null ? begin(file, FileTransition.FIRST) : read(file, position);
    }
  }

  private Chunk read(OpenFile file, FilePosition position) throws IOException {
    boolean sameFile = file.key().equals(position.fileKey());
    FileSegment segment =
        sameFile ? FileSegment.after(position, file.channel(), segmentBytes, fingerprint) : null;
    if (segment != null) {
      return chunk(FileTransition.CONTINUED, file, segment, false);
    }
    Chunk rest = restOfRotated(position, file.key());
    return rest != null
        ? rest
        : begin(file, sameFile ? FileTransition.REWRITTEN : FileTransition.ROTATED);
  }

  private Chunk begin(OpenFile file, FileTransition transition) throws IOException {
    FilePosition start = new FilePosition(file.key(), 0, "", 0);
    return chunk(
        transition,
        file,
        FileSegment.fromStart(start, file.channel(), segmentBytes, fingerprint),
        false);
  }

  /**
   * The unread rest of the file that {@code position} refers to and that has another name now; null
   * for nothing.
   *
   * @param current the file that has its name now, null when there is none yet
   */
  private @Nullable Chunk restOfRotated(FilePosition position, @Nullable String current)
      throws IOException {
    RotatedFiles rotations = new RotatedFiles(path, current, fingerprint);
    try (OpenFile old = rotations.find(position)) {
      FileSegment segment =
          old == null
              ? null
              : FileSegment.after(position, old.channel(), segmentBytes, fingerprint);
      if (old == null || segment == null) {
        return null;
      }
      Chunk rest = chunk(FileTransition.CONTINUED, old, segment, current != null);
      if (!rest.next().equals(position)) {
        return rest;
      }
      return current == null ? null : beginNext(rotations, old.path());
    }
  }

  /** The next younger file after several rotations between two reads; null for none. */
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
   * @param ended whether the last line is final without its newline, because the file has a
   *     successor
   */
  private Chunk chunk(FileTransition transition, OpenFile file, FileSegment segment, boolean ended)
      throws IOException {
    FileSegment.Cut cut = segment.cut(longestLine, ended);
    FilePosition next = segment.positionAt(file.key(), cut.next());
    long line = lineCount.before(segment.from(), file.channel());
    long firstLine = line + segment.newlines(segment.start(), cut.start());
    lineCount.remember(next, firstLine + segment.newlines(cut.start(), cut.next()));
    Bytes bytes = segment.bytes(cut.start(), cut.end());
    return new Chunk(transition, bytes, firstLine, next, cut.more() || ended, cut.partialTail());
  }
}
