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

/** The blocking half of a {@link FileReceiver}, used by one worker thread at a time. */
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
   * A chunk and its parsed records.
   *
   * @param mark the position after the chunk; null if it did not change
   * @param lag bytes of the file that are not read yet
   */
  record ParsedChunk(Chunk chunk, List<Entry> entries, @Nullable TailMark mark, long lag) {}

  FileChunkReader(
      String path, Scope scope, InputLimits limits, IdentityKey key, RecordReader reader) {
    this.path = path;
    this.scope = scope;
    this.chunkBytes = Math.max(CHUNK_BYTES, limits.record());
    this.follower = new FileFollower(Path.of(path), chunkBytes, limits.record(), key);
    this.reader = reader;
  }

  /** The most bytes of the file that are in memory at once. */
  int chunkBytes() {
    return chunkBytes;
  }

  /** Continues from the committed marks; the follower finds the one that fits the file. */
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

  /** The chunk after the last committed one; the same chunk again if it was not committed. */
  ParsedChunk next(Instant now) throws IOException {
    Chunk chunk = read();
    byte[] bytes = chunk.bytes().array();
    List<Entry> entries = reader.read(bytes, numbered(chunk, RecordSplitter.lines(bytes)), now);
    long lag = Math.max(0, new File(path).length() - chunk.next().offset());
    return new ParsedChunk(
        chunk, entries, chunk.next().equals(mark) ? null : mark(chunk.next()), lag);
  }

  /** To be called when the chunk and its mark are committed. */
  void markCommitted(ParsedChunk parsed) {
    mark = parsed.chunk().next();
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
