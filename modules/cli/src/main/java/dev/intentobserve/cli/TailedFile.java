package dev.intentobserve.cli;

import dev.intentobserve.event.Limits;
import dev.intentobserve.reading.FileFollower;
import dev.intentobserve.reading.FileFollower.Chunk;
import dev.intentobserve.reading.FileFollower.Mark;
import dev.intentobserve.reading.FileFollower.Turn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One followed file: read a chunk, deliver it, keep the mark; in this order. */
final class TailedFile {
  private static final int CHUNK = 1 << 20;

  private final Path path;
  private final String name;
  private final FileFollower follower;
  private final TailState state;
  private final Delivery delivery;
  private final Consumer<String> remark;
  private String trouble = "";

  /**
   * @param base part of the mark's name: what one service has seen, another has not
   */
  TailedFile(Path path, URI base, TailState state, Delivery delivery, Consumer<String> remark) {
    this.path = path;
    this.name = base + " " + path.toAbsolutePath().normalize();
    this.follower = new FileFollower(path, CHUNK, Limits.DEFAULT.record());
    this.state = state;
    this.delivery = delivery;
    this.remark = remark;
  }

  /** Delivers the next chunk; whether reading on at once may bring another. */
  boolean step() throws IOException {
    Mark mark = state.mark(name);
    Chunk chunk;
    try {
      chunk = follower.read(mark);
    } catch (IOException e) {
      say(Problems.of(e));
      return false;
    }
    trouble = "";
    tell(chunk.turn());
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
  boolean unread() {
    return !trouble.isEmpty();
  }

  private void tell(Turn turn) {
    switch (turn) {
      case FIRST, CONTINUED -> {}
      case ROTATED -> remark.accept(path + ": another file, reading it from the start");
      case REWRITTEN -> remark.accept(path + ": was rewritten, reading it from the start");
    }
  }

  private void say(String problem) {
    if (!problem.equals(trouble)) {
      remark.accept(problem + "; waiting for it");
      trouble = problem;
    }
  }
}
