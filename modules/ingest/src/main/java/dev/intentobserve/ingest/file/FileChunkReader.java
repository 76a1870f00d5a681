package dev.intentobserve.ingest.file;

import dev.intentobserve.ingest.pipeline.RecordReader;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.parser.RecordSplitter;
import dev.intentobserve.parser.RecordSplitter.Slice;
import dev.intentobserve.ports.StorePorts.Entry;
import dev.intentobserve.ports.StorePorts.TailMark;
import dev.intentobserve.tailing.FileFollower;
import dev.intentobserve.tailing.FileFollower.Chunk;
import dev.intentobserve.tailing.FileFollower.FilePosition;
import dev.intentobserve.tailing.FileFollower.FileTransition;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The blocking side of a {@link FileReceiver}: for one worker thread at a time. */
final class FileChunkReader {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final String LINE = "line ";

  private final String path;
  private final Scope scope;
  private final int chunkBytes;
  private final FileFollower follower;
  private final RecordReader reader;
  private final Map<String, FilePosition> known = new HashMap<>();
  private @Nullable FilePosition mark;

  /**
   * A chunk, read.
   *
   * @param mark where reading stands behind it; null when it did not move
   * @param lag how many bytes of the file lie behind the chunk
   */
  record Piece(Chunk chunk, List<Entry> entries, @Nullable TailMark mark, long lag) {}

  FileChunkReader(
      String path, Scope scope, InputLimits limits, IdentityKey key, RecordReader reader) {
    this.path = path;
    this.scope = scope;
    this.chunkBytes = Math.max(CHUNK_BYTES, limits.record());
    this.follower = new FileFollower(Path.of(path), chunkBytes, limits.record(), key);
    this.reader = reader;
  }

  /** How much of the file is in memory at most. */
  int chunkBytes() {
    return chunkBytes;
  }

  /** Goes on from what is committed; of several marks the follower itself finds the right one. */
  void resume(List<TailMark> marks) {
    known.clear();
    for (TailMark old : marks) {
      if (old.path().equals(path) && old.scope().equals(scope)) {
        mark =
            new FilePosition(
                old.fileKey(), old.offset(), old.fingerprint(), old.fingerprintLength());
        known.put(old.fileKey(), mark);
      }
    }
  }

  /** Reads on after what was settled; again the same when it was not. */
  Piece next(Instant now) throws IOException {
    Chunk chunk = read();
    byte[] bytes = chunk.bytes().array();
    List<Entry> entries = reader.read(bytes, numbered(chunk, RecordSplitter.lines(bytes)), now);
    long lag = Math.max(0, new File(path).length() - chunk.next().offset());
    return new Piece(chunk, entries, chunk.next().equals(mark) ? null : mark(chunk.next()), lag);
  }

  /** The piece is in the record, its mark with it. */
  void markCommitted(Piece piece) {
    mark = piece.chunk().next();
    known.remove(mark.fileKey());
  }

  private Chunk read() throws IOException {
    while (true) {
      Chunk chunk = follower.read(mark);
      FilePosition better = known.remove(chunk.next().fileKey());
      if (chunk.transition() == FileTransition.CONTINUED || better == null || better.equals(mark)) {
        return chunk;
      }
      mark = better;
    }
  }

  private static List<Slice> numbered(Chunk chunk, List<Slice> slices) {
    List<Slice> numbered = new ArrayList<>(slices.size());
    for (Slice slice : slices) {
      long line = chunk.firstLine() - 1 + Long.parseLong(slice.origin().substring(LINE.length()));
      numbered.add(new Slice(slice.offset(), slice.length(), LINE + line));
    }
    return numbered;
  }

  private TailMark mark(FilePosition next) {
    return new TailMark(
        scope, path, next.fileKey(), next.offset(), next.fingerprint(), next.fingerprintLength());
  }
}
