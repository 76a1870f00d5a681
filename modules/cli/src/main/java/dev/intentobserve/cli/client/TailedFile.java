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

/** One followed file: read a chunk, deliver it, keep the mark; in this order. */
public final class TailedFile {
  private static final int CHUNK = 1 << 20;

  private final Path path;
  private final String name;
  private final FileFollower follower;
  private final TailStateFile state;
  private final BatchSender delivery;
  private final Consumer<String> remark;
  private String failure = "";

  /**
   * Follows {@code path} from its stored mark.
   *
   * @param base part of the mark's name: what one service has seen, another has not
   */
  public TailedFile(
      Path path, URI base, TailStateFile state, BatchSender delivery, Consumer<String> remark) {
    this.path = path;
    this.name = base + " " + path.toAbsolutePath().normalize();
    this.follower = new FileFollower(path, CHUNK, InputLimits.DEFAULT.record());
    this.state = state;
    this.delivery = delivery;
    this.remark = remark;
  }

  /** Delivers the next chunk; whether reading on at once may bring another. */
  public boolean step() throws IOException {
    FilePosition mark = state.mark(name);
    Chunk chunk;
    try {
      chunk = follower.read(mark);
    } catch (IOException e) {
      say(IoErrorText.of(e));
      return false;
    }
    failure = "";
    tell(chunk.transition());
    boolean empty = chunk.bytes().length() == 0;
    if (!empty && !delivery.deliver(path.toString(), chunk.firstLine(), chunk.bytes())) {
      return false;
    }
    if (!chunk.next().equals(mark)) {
      state.save(name, chunk.next());
    }
    return chunk.more();
  }

  /** Whether it could not be read when last tried. */
  public boolean unread() {
    return !failure.isEmpty();
  }

  private void tell(FileTransition transition) {
    switch (transition) {
      case FIRST, CONTINUED -> {}
      case ROTATED -> remark.accept(path + ": another file, reading it from the start");
      case REWRITTEN -> remark.accept(path + ": was rewritten, reading it from the start");
    }
  }

  private void say(String problem) {
    if (!problem.equals(failure)) {
      remark.accept(problem + "; waiting for it");
      failure = problem;
    }
  }
}
