package dev.intentobserve.cli.client;

import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.tailing.FileFollower;
import dev.intentobserve.tailing.FileFollower.Chunk;
import dev.intentobserve.tailing.FileFollower.FilePosition;
import dev.intentobserve.tailing.FileFollower.FileTransition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One followed file: reads a chunk, delivers it and then saves the position, in this order. */
public final class TailedFile {
  private static final int CHUNK = 1 << 20;

  private final Path path;
  private final String name;
  private final FileFollower follower;
  private final TailStateFile state;
  private final BatchSender sender;
  private final Consumer<String> notes;
  private String failure = "";

  /**
   * Follows {@code path} from its saved position.
   *
   * @param base the address of the service; each service has positions of its own
   */
  public TailedFile(
      Path path, URI base, TailStateFile state, BatchSender sender, Consumer<String> notes) {
    this.path = path;
    this.name = base + " " + path.toAbsolutePath().normalize();
    this.follower = new FileFollower(path, CHUNK, InputLimits.DEFAULT.record());
    this.state = state;
    this.sender = sender;
    this.notes = notes;
  }

  /** Delivers the next chunk; true if there may be another one already. */
  public boolean step() throws IOException {
    FilePosition mark = state.mark(name);
    Chunk chunk;
    try {
      chunk = follower.read(mark);
    } catch (IOException e) {
      noteFailure(IoErrorText.of(e));
      return false;
    }
    failure = "";
    noteTransition(chunk.transition());
    boolean empty = chunk.bytes().length() == 0;
    if (!empty && !sender.deliver(path.toString(), chunk.firstLine(), chunk.bytes())) {
      return false;
    }
    if (!chunk.next().equals(mark)) {
      state.save(name, chunk.next());
    }
    return chunk.more();
  }

  /** Whether the last attempt to read the file failed. */
  public boolean isUnreadable() {
    return !failure.isEmpty();
  }

  private void noteTransition(FileTransition transition) {
    switch (transition) {
      case FIRST, CONTINUED -> {}
      case ROTATED ->
          notes.accept(path + ": the file was rotated; reading the new one from the start");
      case REWRITTEN -> notes.accept(path + ": the file was rewritten; reading it from the start");
    }
  }

  private void noteFailure(String problem) {
    if (!problem.equals(failure)) {
      notes.accept(problem + "; retrying");
      failure = problem;
    }
  }
}
