package dev.intentobserve.tailing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.tailing.FileFollower.Chunk;
import dev.intentobserve.tailing.FileFollower.FilePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each line arrives exactly once, whatever writer, rotator and crashes of the reader do. */
class FileFollowerPropertyTest {
  private static final int MAX_LENGTH = 40;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void lines_arriveExactlyOnce(long seed) throws IOException {
    World world = new World(dir.resolve("events.jsonl"), new Random(seed));
    for (int step = 0; step < 400; step++) {
      world.step();
    }
    world.newline();
    world.readToTheEnd();
    assertThat(world.read.toString()).isEqualTo(world.written.toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyCommittedPosition_givesExactlyTheRest(long seed) throws IOException {
    Path file = dir.resolve("events.jsonl");
    Random random = new Random(seed);
    StringBuilder written = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      written.append(line(random, i)).append('\n');
    }
    Files.writeString(file, written);
    Map<FilePosition, Integer> positions = new HashMap<>();
    Chunk chunk = new FileFollower(file, 64, MAX_LENGTH).read(null);
    int delivered = chunk.bytes().length();
    for (; chunk.more(); delivered += chunk.bytes().length()) {
      positions.put(chunk.next(), delivered);
      chunk = new FileFollower(file, 50 + random.nextInt(200), MAX_LENGTH).read(chunk.next());
    }
    for (Map.Entry<FilePosition, Integer> position : positions.entrySet()) {
      assertThat(rest(file, position.getKey())).isEqualTo(written.substring(position.getValue()));
    }
  }

  private static String rest(Path file, FilePosition position) throws IOException {
    FileFollower follower = new FileFollower(file, 128, MAX_LENGTH);
    StringBuilder rest = new StringBuilder();
    Chunk chunk = follower.read(position);
    while (true) {
      rest.append(chunk.bytes().text());
      if (!chunk.more()) {
        return rest.toString();
      }
      chunk = follower.read(chunk.next());
    }
  }

  private static String line(Random random, int number) {
    return number + "-" + "x".repeat(random.nextInt(30));
  }

  /** A writer, a rotator and a reader that crashes, taking turns. */
  private static final class World {
    private final Path file;
    private final Random random;
    final StringBuilder written = new StringBuilder();
    final StringBuilder read = new StringBuilder();
    private FileFollower follower;
    private @Nullable FilePosition position;
    private String pending = "";
    private int number;

    World(Path file, Random random) throws IOException {
      this.file = file;
      this.random = random;
      this.follower = restarted();
      Files.createFile(file);
      append(line(random, number++) + "\n");
      readOnce(true);
    }

    void step() throws IOException {
      switch (random.nextInt(20)) {
        case 0 -> rotate(false);
        case 1 -> rotate(true);
        case 2, 3 -> follower = restarted();
        case 4, 5 -> readOnce(false);
        case 6, 7, 8, 9, 10 -> readOnce(true);
        case 11, 12, 13 -> half();
        default -> newline();
      }
    }

    private FileFollower restarted() {
      return new FileFollower(file, MAX_LENGTH + random.nextInt(100), MAX_LENGTH);
    }

    private void half() throws IOException {
      if (pending.isEmpty()) {
        String line = line(random, number++);
        int cut = 1 + random.nextInt(line.length());
        append(line.substring(0, cut));
        pending = line.substring(cut) + "\n";
      }
    }

    void newline() throws IOException {
      append(pending.isEmpty() ? line(random, number++) + "\n" : pending);
      pending = "";
    }

    /** A lost commit is a crash: the same lines are read again. */
    private void readOnce(boolean commit) throws IOException {
      Chunk chunk = follower.read(position);
      if (commit) {
        read.append(chunk.bytes().text());
        position = chunk.next();
      }
    }

    void readToTheEnd() throws IOException {
      for (boolean more = true; more; ) {
        Chunk chunk = follower.read(position);
        read.append(chunk.bytes().text());
        position = chunk.next();
        more = chunk.more();
      }
    }

    /** Rotators work between lines; a copy is found by what was read of it, so something was. */
    private void rotate(boolean copy) throws IOException {
      if (!pending.isEmpty()) {
        newline();
      }
      if (copy) {
        readToTheEnd();
        newline();
      }
      for (int n = 99; n > 0; n--) {
        if (Files.exists(numbered(n))) {
          Files.move(numbered(n), numbered(n + 1));
        }
      }
      if (copy) {
        Files.copy(file, numbered(1));
        Files.write(file, new byte[0]);
      } else {
        Files.move(file, numbered(1));
        Files.createFile(file);
      }
      newline();
    }

    private Path numbered(int n) {
      return file.resolveSibling("events.jsonl." + n);
    }

    private void append(String text) throws IOException {
      written.append(text);
      Files.write(file, text.getBytes(UTF_8), StandardOpenOption.APPEND);
    }
  }
}
